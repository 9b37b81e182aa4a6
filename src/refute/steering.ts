/** Everything that sampling says to the search. */
import type { Steering } from "../prove/context.ts";
import { doubts } from "./doubt.ts";
import { suggest } from "./suggest.ts";

export const STEERING: Steering = Object.freeze({ suggest, doubts });
