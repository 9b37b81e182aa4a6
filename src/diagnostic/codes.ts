/** Every code of a message about a text, with a title and an explanation. */

export type CodeEntry = { readonly title: string; readonly explanation: string };

const TABLE = {
  E101: {
    title: "A character that the language does not have",
    explanation:
      "Statements are written in ASCII and Greek letters (a Greek letter is its name: `θ` is `theta`). Relations are `<=`, `>=`, `!=`, multiplication is `*`, minus is `-`. Other characters may stand in comments, titles and `$…$` only.",
  },
  E102: {
    title: "Wrong indentation",
    explanation:
      "A statement starts in the first column; a line indented by two or more spaces continues the statement above it. Tabs and one-space indents are errors, because their meaning cannot be seen.",
  },
  E103: {
    title: "Something else was expected here",
    explanation: "The text does not fit the grammar at this place. The message says what was expected.",
  },
  E104: {
    title: "A bracket without its partner",
    explanation: "Every `(`, `[` and `{` needs its closing bracket within the same statement.",
  },
  E105: {
    title: "No implicit multiplication",
    explanation: "Two expressions stand side by side. Write the `*`: `2*x`, `p*log(q)`.",
  },
  E106: {
    title: "Nested too deeply, or too long",
    explanation:
      "An expression may be nested 200 levels and 800 operations deep, a statement 200,000 characters long. Give a part of it a name with `def`.",
  },
  E107: {
    title: "Unknown statement",
    explanation: "A statement begins with `var`, `fun`, `def`, `assume`, `section`, `theorem` or `refute`.",
  },
  E108: {
    title: "A number that cannot be used",
    explanation: "Numbers are exact, so their size is limited: at most 1,000 digits and exponents up to 1,000.",
  },
  E109: {
    title: "A quotation or formula that does not end",
    explanation: '`"…"` and `$…$` must end on the line on which they begin.',
  },
  E110: { title: "A leading plus sign", explanation: "`+` stands between two expressions. Leave a leading one out." },
  E111: {
    title: "A sign of another language",
    explanation:
      "The relation signs are `=`, `!=`, `<`, `<=`, `>`, `>=`, `~=`; powers are written `^`; the connectives are `and`, `or`, `not`, `implies`, `iff`.",
  },
  E112: {
    title: "A proof or given that cannot be read",
    explanation:
      "`given` lines stand before `proof`; the lines of a proof stand at one indentation deeper than `proof`, their steps deeper still, each beginning with `=`, `<`, `<=`, `>`, `>=`, `iff` or `implies`. A chain runs in one direction.",
  },
  E113: {
    title: "Front matter that cannot be read",
    explanation:
      "The front matter between `---` lines is YAML with `title`, `id`, `summary`, `source` (text or a list) and `tags`, at most 64 KB, without aliases.",
  },
  E114: {
    title: "A proposition where an expression belongs, or the reverse",
    explanation:
      "`x < 1` is a proposition, `x + 1` an expression. Only propositions can be joined by `and`, only expressions added.",
  },
  E115: {
    title: "A form that is not complete",
    explanation:
      "Some forms have parts that cannot be left out: `a ~= b +- tolerance`, `minimum(f, x) = v at x = a`, `limit(f, x -> a)`.",
  },
  E201: {
    title: "Unknown name",
    explanation:
      "Every name is declared before it is used, with `var`, `fun` or `def`, or brought by a `sum`, `prod`, `for all` or `exists` around the place.",
  },
  E202: {
    title: "Declared twice",
    explanation:
      "A name has one declaration in its scope; a section may not redeclare what stands above the first section.",
  },
  E203: {
    title: "A word of the language as a name",
    explanation:
      "The words of the grammar may not be declared: var fun def assume section theorem refute given proof by where as in at and or not implies iff for all exists if then else real integer pi e inf const.",
  },
  E204: { title: "An id used twice", explanation: "Ids of theorems are unique in a file, and so are ids of sections." },
  E205: {
    title: "Not an id",
    explanation:
      "An id is made of `a` to `z`, digits and `-`; words that are reasons (`algebra`, `integration`, …) are no ids.",
  },
  E206: {
    title: "A bound name hides what a definition uses",
    explanation:
      "A definition used under a binder refers to a declared name that the binder reuses. Choose another name for the binder.",
  },
  E207: {
    title: "Unknown reason",
    explanation:
      "After `by` stand `def NAME`, the id of a theorem above, `cases …`, `induction NAME`, `algebra`, `log rules`, `differentiation`, `integration` or text in quotes.",
  },
  E208: {
    title: "Not a variable that an operator can take",
    explanation:
      "`diff`, `integral`, `limit`, `convex` and their like take a declared variable, a component of one, or a parameter of the definition they stand in; never a name bound by a sum or quantifier, and never a definition.",
  },
  E209: {
    title: "A name whose declaration could not be read",
    explanation: "The declaration of this name has an error of its own. Correct that first.",
  },
  E301: {
    title: "A function applied wrongly",
    explanation: "A function is written with its arguments in parentheses, as many as it was declared with.",
  },
  E302: {
    title: "A family used wrongly",
    explanation: "A family is written with one index for each of its ranges: `z[k]`, `W[i, j]`.",
  },
  E303: {
    title: "Not an integer",
    explanation:
      "Indices, ends of ranges and sizes are integer expressions: integers and indices joined by `+`, `-`, `*`.",
  },
  E304: {
    title: "A derivative in a variable that is not real",
    explanation:
      "`diff`, limits and integrals need a real variable; an integer, an index or a variable of a finite domain has no derivative.",
  },
  E305: {
    title: "Stands only as a side of =",
    explanation:
      "`infimum`, `supremum`, `limit`, `argmin`, `argmax`, `potential`, indefinite `integral` stand only as a side of `=` (limits and infima may be compared); `+ const` only as the last summand of a side opposite an indefinite integral or a potential.",
  },
  E306: {
    title: "Too large",
    explanation:
      "Definitions are unfolded where they are used; the result has more than 2,000,000 nodes or is nested too deeply.",
  },
  E307: {
    title: "A domain that does not fit",
    explanation:
      "Ends of ranges and elements of index domains are integers; `inf` stands only at an open end of an interval; a `fun` has the domain `real` or an interval.",
  },
  E308: {
    title: "A predicate out of place",
    explanation:
      "`convex`, `minimum`, `for all x : …` without a domain and their like speak about the hypotheses of a theorem, so they stand in theorems and hypotheses, not in definitions.",
  },
  E309: {
    title: "A proof chain with two directions",
    explanation: "A chain uses `=`, `<`, `<=`, or `=`, `>`, `>=`, or `iff`, `implies`: one direction only.",
  },
  E310: {
    title: "A picture that cannot be drawn",
    explanation:
      "`plot f, g over z in -6..6` draws expressions over one declared real variable between two numbers; every other name in them needs a value, as in `loss(1, z)`.",
  },
  C101: {
    title: "A theorem that is false",
    explanation:
      "There are values that meet all hypotheses at which the statement is certified to be false. The message shows them with the values of both sides, and a change that makes it true where one is proved.",
  },
  C102: {
    title: "A theorem that is undefined somewhere",
    explanation:
      "There are values that meet all hypotheses at which a term of the statement is undefined, such as a logarithm of 0 or an index out of range. A theorem has to be defined wherever its hypotheses hold: add a hypothesis, or narrow the domain of a name.",
  },
  C103: {
    title: "A refutation that cannot be",
    explanation: "A `refute` was stated, but the proposition is proved, so there is no counterexample.",
  },
  C104: {
    title: "Undecided",
    explanation:
      "Neither a proof nor a counterexample was found. This does not mean that the statement is false. A proof with smaller steps often helps; so does a hypothesis that was taken for granted.",
  },
  C105: {
    title: "Undecided: a limit was reached",
    explanation:
      "The search stopped at a limit, which the message names. Work is counted, not timed, so that the verdict is the same on every machine; time and memory are backstops (`--timeout`, `--memory`).",
  },
  C106: {
    title: "A step that was not shown",
    explanation:
      "A step of the author's proof was not shown from the hypotheses and what stands above it, or the reason that it names is not used in it. The other steps may hold.",
  },
  C107: {
    title: "Steps that do not give the theorem",
    explanation: "Every step of the proof holds, but together they do not say what the theorem says.",
  },
  C108: {
    title: "Hypotheses that nothing meets",
    explanation:
      "The hypotheses contradict each other, or no values were found that meet all of them. From such hypotheses anything would follow, so nothing is proved.",
  },
  C109: {
    title: "Not shown to be defined",
    explanation:
      "The statement follows wherever it is defined, but it was not shown that all of its terms are defined under the hypotheses.",
  },
  C110: {
    title: "Not judged",
    explanation: "The run was interrupted, or the program failed on this statement (an error to report).",
  },
  W101: {
    title: "A name both bound and free",
    explanation:
      "The name is bound by a sum and used outside it in the same proposition: probably the scope of the sum is not the one meant.",
  },
  W102: {
    title: "A hypothesis about one index",
    explanation:
      "A free index in a hypothesis means that one index. For all of them write `for all k in 1..K : …`, or give the family the domain.",
  },
  W103: {
    title: "A built-in function redefined",
    explanation: "The definition has the name of a built-in function and another meaning. It is used from here on.",
  },
  W104: {
    title: "A declaration that nothing uses",
    explanation:
      "No other statement in its scope mentions the name. A declared name that a theorem does not reach adds nothing to it, so this is harmless, but often another name is misspelt.",
  },
  W105: {
    title: "Names that look alike",
    explanation:
      "Two names of one scope are hard to tell apart on a page, such as `l1` and `I1`, or `v` and the Greek `ν`. They are different names.",
  },
  W106: {
    title: "A hypothesis that says nothing",
    explanation:
      "What the hypothesis demands holds anyway, by the domains of its names or by the other hypotheses. Probably another one was meant.",
  },
  W107: {
    title: "A refutation by undefinedness alone",
    explanation:
      "The statement was refuted because a term in it is undefined somewhere, not because it is false. Under a hypothesis that keeps the term defined it may be true. Add that hypothesis, or state the theorem that holds.",
  },
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof TABLE;

export const CODES: ReadonlyMap<string, CodeEntry> = new Map<string, CodeEntry>(Object.entries(TABLE));
