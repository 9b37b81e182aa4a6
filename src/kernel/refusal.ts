/** A rule or constructor that does not apply says so by throwing this: "rule: reason". */
export class Refusal extends Error {
  readonly rule: string;
  readonly reason: string;
  constructor(rule: string, reason: string) {
    super(`${rule}: ${reason}`);
    this.name = "Refusal";
    this.rule = rule;
    this.reason = reason;
  }
}
