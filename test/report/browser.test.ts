import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { htmlPages } from "../../src/report/html.ts";
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
    await page.waitForFunction("document.fonts.status === 'loaded'");
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

  it("folds open by keyboard, and an anchor leads to its card", async () => {
    const { page } = await open("softmax-nll.html", { anchor: "#gradient" });
    const fold = page.locator("#gradient .finer").first();
    await fold.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await fold.getAttribute("open")).not.toBeNull();
    await page.locator('.contents a[href="#potential"]').press("Enter");
    await page.waitForFunction("document.querySelector('#potential').getBoundingClientRect().top < innerHeight");
    await page.context().close();
  });
});
