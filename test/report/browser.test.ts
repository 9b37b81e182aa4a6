import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import katex from "katex";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compact } from "../../src/report/formula-style.ts";
import { htmlPages } from "../../src/report/html.ts";
import { typesetter } from "../../src/report/katex.ts";
import { checked, derivation, logarithms, shown, softmax, step, theorem } from "./fixture.ts";

const long = "a_long_name_without_a_space_".repeat(12);
const fraction = shown(long, `\\frac{${"a + b + ".repeat(30)}c}{d}`);
/** A derivation in which nothing fits on a line. */
const wide = derivation(
  "wide",
  [
    {
      k: "prose",
      markdown: `${long} $${fraction.tex}$ and \`${long}\`\n\n$$${fraction.tex}$$\n\n| ${long} | ${long} |\n|--|--|\n| a | b |`,
    },
    { k: "declarations", items: [{ shown: fraction, comment: long }] },
    {
      k: "theorem",
      theorem: theorem("wide", fraction, {
        title: long,
        hypotheses: [fraction],
        steps: [
          step(fraction, "=", fraction, long, [step(fraction, "=", fraction, long)]),
          step(shown("a"), "=", fraction, long),
        ],
        restsOn: [{ k: "rule", name: long }],
      }),
    },
    {
      k: "theorem",
      theorem: theorem("wrong", fraction, {
        kind: "refute",
        verdict: "refuted",
        counterexample: {
          how: "false",
          assignment: [{ name: fraction, value: fraction }],
          lhs: fraction,
          rhs: fraction,
          relation: "=",
          explanation: long,
          certificate: "exact",
        },
        repair: { statement: fraction, change: `${long} for ${long}` },
      }),
    },
  ],
  { title: long, summary: long, source: [`https://example.org/${long}`], tags: [long] },
);

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);
if (!CHROMIUM) console.warn("No Chromium on this machine: the tests of pages in a browser are skipped.");
it.skipIf(process.env["CI"] !== "true")("a browser is there where pages must be tested", () => {
  expect(CHROMIUM).toBeDefined();
});

describe.skipIf(!CHROMIUM)("pages in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "lossproof-pages-"));
  const pages = htmlPages(checked(softmax, logarithms, wide));
  const names = pages.map((page) => page.name);
  let browser: Browser;

  beforeAll(async () => {
    for (const { name, text } of pages) writeFileSync(join(folder, name), text);
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: ["--no-sandbox", "--disable-gpu"] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(
    name: string,
    options: { dark?: boolean; anchor?: string } = {},
  ): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
    const context = await browser.newContext({
      viewport: { width: 1100, height: 800 },
      colorScheme: options.dark ? "dark" : "light",
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(folder, name)).href + (options.anchor ?? ""));
    return { page, complaints, requests };
  }

  it.each(names)("%s asks for nothing and complains of nothing", async (name) => {
    const { page, complaints, requests } = await open(name);
    await page.evaluate("document.fonts.ready.then(() => true)");
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith("data:"))).toEqual([page.url()]);
    expect(await page.evaluate("[...document.fonts].map((f) => f.status).filter((s) => s === 'error')")).toEqual([]);
    await page.context().close();
  });

  it.each(names)("%s has every font that its formulas use", async (name) => {
    const { page } = await open(name);
    const missing = await page.evaluate(`(async () => {
      const wanted = new Set();
      for (const e of document.querySelectorAll(".katex-html *")) {
        if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim("\\u200b") !== "" && n.data !== "\\u200b")) continue;
        const s = getComputedStyle(e);
        const family = s.fontFamily.split(",")[0].replaceAll('"', "");
        if (family.startsWith("KaTeX_")) wanted.add(family + " " + s.fontStyle + " " + s.fontWeight);
      }
      const there = new Set([...document.fonts].map((f) => f.family.replaceAll('"', "") + " " + f.style + " " + (f.weight === "normal" ? "400" : f.weight === "bold" ? "700" : f.weight)));
      return [...wanted].filter((w) => !there.has(w));
    })()`);
    expect(missing).toEqual([]);
    await page.context().close();
  });

  it.each(names)("%s never scrolls sideways", async (name) => {
    const { page } = await open(name);
    await page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })");
    for (const width of [1100, 700, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(
        await page.evaluate("document.documentElement.scrollWidth - innerWidth"),
        `${width} pixels`,
      ).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });

  it("is dark where the reader prefers it, and its text stands out everywhere", async () => {
    for (const dark of [false, true]) {
      const { page } = await open("why-logarithms.html", { dark });
      const light = (await page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((a, b) => a + +b, 0)",
      )) as number;
      expect(light > 384).toBe(!dark);
      const faint = await page.evaluate(`(() => {
        const numbers = (c) => c.match(/[\\d.]+/g).map(Number);
        const luminance = (c) => numbers(c).slice(0, 3).map((v) => v / 255)
          .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = (e) => {
          for (; e; e = e.parentElement) {
            const c = getComputedStyle(e).backgroundColor;
            if (numbers(c)[3] !== 0) return c;
          }
          return "rgb(255, 255, 255)";
        };
        const found = [];
        for (const e of document.querySelectorAll("body *")) {
          if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== "")) continue;
          const [a, b] = [luminance(getComputedStyle(e).color), luminance(behind(e))].sort((x, y) => y - x);
          if ((a + 0.05) / (b + 0.05) < 4.5) found.push(e.outerHTML.slice(0, 80));
        }
        return found;
      })()`);
      expect(faint).toEqual([]);
      await page.context().close();
    }
  });

  it.each(names.flatMap((name) => [false, true].map((dark) => [name, dark ? "dark" : "light", dark] as const)))(
    "%s has no flaw that axe finds, %s",
    async (name, _, dark) => {
      const { page } = await open(name, { dark });
      await page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })");
      await page.evaluate(axe.source);
      const found = (await page.evaluate("axe.run()")) as { violations: { id: string; nodes: { html: string }[] }[] };
      expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html.slice(0, 120)])).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  it("sets every formula where KaTeX itself would", async () => {
    const formulas = [
      "\\frac{\\partial C}{\\partial z_m} = \\frac{e^{z_m}}{\\sum_{k=1}^K e^{z_k}} - \\delta_{mT}",
      "\\left(\\int_0^1 \\sqrt{1 - x^2}\\,dx\\right)^2 \\ne \\begin{cases} \\mathbb{R} & \\text{if } a \\\\ \\hat{y} & b \\end{cases}",
      "\\lim_{x \\to \\infty} \\operatorname{softplus}(x) \\implies \\overline{xy} \\approx \\underbrace{a+b}_{c}",
    ];
    const own = formulas.map((tex) => typesetter().tex(tex, "display")).join("<br>");
    const { html, style } = compact(own);
    const raw = formulas.map((tex) => katex.renderToString(tex, { displayMode: true })).join("<br>");
    const sheet = pathToFileURL(createRequire(import.meta.url).resolve("katex/dist/katex.min.css")).href;
    const places = async (name: string, head: string, body: string): Promise<[string, number, number][]> => {
      writeFileSync(join(folder, name), `<!doctype html><meta charset=utf-8>${head}<body>${body}`);
      const { page } = await open(name);
      await page.evaluate("document.fonts.ready.then(() => true)");
      const found = await page.evaluate(`[...document.querySelectorAll(".katex-html")].flatMap((e) => {
        const from = e.getBoundingClientRect();
        const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) [...walker.currentNode.data].forEach((c, at) => {
          const range = document.createRange();
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + 1);
          const box = range.getBoundingClientRect();
          if (c !== "\\u200b") found.push([c, box.x - from.x, box.y - from.y]);
        });
        return found;
      })`);
      await page.context().close();
      return found as [string, number, number][];
    };
    const wanted = await places("raw.html", `<link rel=stylesheet href="${sheet}">`, raw);
    const got = await places("own.html", `<style>${style}</style>`, html);
    expect(got.map(([c]) => c).join("")).toBe(wanted.map(([c]) => c).join(""));
    got.forEach(([c, x, y], at) => {
      const [, wx, wy] = wanted[at]!;
      expect([c, Math.abs(x - wx) < 0.5, Math.abs(y - wy) < 0.5]).toEqual([c, true, true]);
    });
  });

  it("copies a claim as TeX, as Markdown and as its source", async () => {
    const { page } = await open("softmax-nll.html");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const copied = async (kind: string): Promise<string> => {
      await page
        .locator("#gradient")
        .getByRole("button", { name: new RegExp(`^Copy Theorem \\d as ${kind}$`) })
        .press("Enter");
      // The page's policy forbids eval, and with it a function that is polled.
      await page.locator("[role=status]", { hasText: `copied as ${kind}` }).waitFor({ state: "attached" });
      return (await page.evaluate("navigator.clipboard.readText()")) as string;
    };
    const tex = await copied("TeX");
    expect(tex).toMatch(/^\\\[\n\\frac\{\\partial C\}.*\n\\\]\n\\\[\n\\begin\{aligned\}/);
    for (const body of tex.split(/\\\[|\\\]/)) expect(() => katex.renderToString(body.trim())).not.toThrow();
    expect(await copied("Markdown")).toMatch(/^\*\*Theorem \d\. Prediction minus target\*\* \(proved\)\n\nGiven \$/);
    expect(await copied("source")).toContain("diff(C, z[m]) = y[m] - delta(m, T)");
    await page.context().close();
  });

  it("finds claims in the index, offline and by keyboard", async () => {
    const { page } = await open("index.html");
    await page.getByRole("searchbox", { name: "Find a claim" }).focus();
    await page.keyboard.type("minus TARGET");
    const shown = page.locator(".contents li:visible");
    expect(await shown.allInnerTexts()).toEqual([expect.stringContaining("Prediction minus target")]);
    expect(await page.locator("output").innerText()).toBe("1 claim");
    await page.getByRole("searchbox").fill("refuted");
    expect(await shown.count()).toBeGreaterThan(1);
    await page.getByRole("searchbox").fill("");
    expect(await shown.count()).toBe(softmax.theorems.length + logarithms.theorems.length + wide.theorems.length);
    await page.context().close();
  });

  it("shows everything on paper but what is folded", async () => {
    const { page } = await open("why-logarithms.html");
    await page.emulateMedia({ media: "print" });
    for (const gone of [".top", ".copies"]) expect(await page.locator(gone).first().isVisible()).toBe(false);
    expect(await page.locator(".claim").first().isVisible()).toBe(true);
    await page.context().close();
  });

  it("folds open by keyboard, and an anchor leads to its card", async () => {
    const { page } = await open("softmax-nll.html", { anchor: "#gradient" });
    const fold = page.locator("#gradient .finer").first();
    await fold.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await fold.getAttribute("open")).not.toBeNull();
    await page.locator('.contents a[href="#potential"]').press("Enter");
    await expect
      .poll(() => page.evaluate("document.querySelector('#potential').getBoundingClientRect().top < innerHeight"))
      .toBe(true);
    await page.context().close();
  });
});
