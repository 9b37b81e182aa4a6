import { runSuite } from "./suite/run.ts";

runSuite(1);
