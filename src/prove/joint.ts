/** The derivative where two pieces meet: if both have it at the joint, and the same value there, so has the whole. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";

type Deriv = Formula & { k: "hasDeriv" };

/**
 * From f′(a) = d, g′(a) = d and f(a) = g(a): (λx. if φ then f else g)′(a) = d, whatever φ (under one
 * binder). By definition: near a, every difference quotient of the whole is one of f or of g.
 */
export function joint(ctx: Context, test: Formula, df: Theorem, dg: Theorem, same: Theorem): Theorem {
  const f = df.concl as Deriv;
  const g = dg.concl as Deriv;
  const goal = K.hasDeriv(f.hint, K.ifThen(test, f.body, g.body), f.point, f.value) as Deriv;
  const meaning = K.unfold(K.quotient(goal)) as Formula & { k: "and" };
  const tends = (th: Theorem): Theorem => K.unfoldPredicate(K.unfoldDerivative(th));
  const [tf, tg] = [tends(df), tends(dg)];
  const e = ctx.fresh("e");
  const wanted = K.instantiate((meaning.r as Formula & { k: "all" }).body, [e]) as Formula & { k: "implies" };
  const positive = K.assume(wanted.l);
  const some = wanted.r as Formula & { k: "some" };
  const near = (th: Theorem): Theorem => K.modusPonens(K.specialise(K.right(th), e), positive);
  const [nf, ng] = [near(tf), near(tg)];
  const r = [ctx.fresh("r"), ctx.fresh("r")] as [Term, Term];
  const within = (th: Theorem, x: Term): Theorem =>
    K.assume(K.instantiate((th.concl as Formula & { k: "some" }).body, [x]));
  const [hf, hg] = [within(nf, r[0]), within(ng, r[1])];
  const value = valueThere(goal, same);
  const values: [Theorem, Theorem] = [value, K.transitivity(value, same)];
  const side = (radius: Term, order: Theorem): Theorem =>
    K.witness(some, radius, around(ctx, { some, goal, hf, hg, values }, radius, order));
  const smaller = K.totalOrder(r[0], r[1]);
  const or = smaller.concl as Formula & { k: "or" };
  const found = K.cases(smaller, side(r[0], K.assume(or.l)), side(r[1], D.weaken(K.assume(or.r))));
  const chosen = K.choose(nf, r[0], K.choose(ng, r[1], found));
  const all = K.generalise(e, K.discharge(wanted.l, chosen), "e");
  return K.foldDerivative(goal, K.foldPredicate(K.quotient(goal), K.both(K.left(tf), all)));
}

/** h(a) = f(a), by cases on the test at a. */
function valueThere(goal: Deriv, same: Theorem): Theorem {
  const here = K.instantiate(goal.body, [goal.point]) as Term & { k: "if" };
  const yes = K.ifTrue(K.assume(here.test), here.then, here.else);
  const no = K.transitivity(K.ifFalse(K.assume(K.not(here.test)), here.then, here.else), K.symmetry(same));
  return D.byCases(here.test, yes, no);
}

type Parts = {
  readonly some: Formula & { k: "some" };
  readonly goal: Deriv;
  /** 0 < r ∧ ∀x …, for f and for g. */
  readonly hf: Theorem;
  readonly hg: Theorem;
  /** h(a) = f(a) and h(a) = g(a). */
  readonly values: readonly [Theorem, Theorem];
};

/** 0 < r ∧ ∀x near a within r: d - e < q(x) < d + e, r being the smaller of the two radii. */
function around(ctx: Context, { some, goal, hf, hg, values }: Parts, r: Term, order: Theorem): Theorem {
  const whole = K.instantiate(some.body, [r]) as Formula & { k: "and" };
  const x = ctx.fresh("x");
  const each = K.instantiate((whole.r as Formula & { k: "all" }).body, [x]) as Formula & { k: "implies" };
  const guard = K.assume(each.l);
  // verum ∧ (x ≠ a ∧ (a - r < x ∧ x < a + r))
  const truth = K.left(guard);
  const apart = K.left(K.right(guard));
  const [low, high] = [K.left(K.right(K.right(guard))), K.right(K.right(K.right(guard)))];
  const here = K.instantiate(goal.body, [x]) as Term & { k: "if" };
  const bounds = each.r as Formula & { k: "and" };
  const through = (h: Theorem, pick: Theorem, value: Theorem): Theorem => {
    const imp = K.specialise(K.right(h), x);
    const need = (imp.concl as Formula & { k: "implies" }).l as Formula & { k: "and" };
    const inner = (need.r as Formula & { k: "and" }).r as Formula & { k: "and" };
    const close = K.both(wider(inner.l, low, order), wider(inner.r, high, order));
    const got = K.modusPonens(imp, K.both(truth, K.both(apart, close)));
    // q of the whole is q of the piece, as h(x) and h(a) are the piece's values.
    const slope = K.inv(K.sub(x, goal.point));
    const move = (f: Formula, th: Theorem, sign: number): Theorem =>
      K.positivstellensatz(
        f,
        [th],
        [D.row([0])],
        [pick, value],
        [K.mul(K.int(sign), slope), K.mul(K.int(-sign), slope)],
      );
    return K.both(move(bounds.l, K.left(got), 1), move(bounds.r, K.right(got), -1));
  };
  const yes = through(hf, K.ifTrue(K.assume(here.test), here.then, here.else), values[0]);
  const no = through(hg, K.ifFalse(K.assume(K.not(here.test)), here.then, here.else), values[1]);
  const inside = K.generalise(x, K.discharge(each.l, D.byCases(here.test, yes, no)));
  return K.both(positiveRadius(r, hf, hg), inside);
}

/** A bound with one radius from the bound with the smaller one. */
function wider(f: Formula, th: Theorem, order: Theorem): Theorem {
  try {
    return D.restate(f, th);
  } catch (e) {
    if (!(e instanceof K.Refusal)) throw e;
    return K.positivstellensatz(f, [th, order], [D.row([0]), D.row([1])]);
  }
}

function positiveRadius(r: Term, hf: Theorem, hg: Theorem): Theorem {
  const [a, b] = [K.left(hf), K.left(hg)];
  return (a.concl as Formula & { k: "lt" }).r === r ? a : b;
}
