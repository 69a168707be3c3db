// A person at a real Chromium, for the scripts beside this file. `tests/src/browser.rs` starts them and says how.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

/** What the story gave: `base`, `email` and `password` of who logs in (or none), `pictures`, and whatever it added. */
export const given = JSON.parse(process.argv[2]);

/** Tells the story something. */
export const say = (line) => console.log(line);

let lines;

/** Waits until the story says something, and gives it. */
export async function hear() {
  // Not before it is asked for: an open standard input keeps Node from ending.
  lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  return (await lines.next()).value;
}

/** Fails, with what is wrong. */
export function expect(truth, wrong) {
  if (!truth) throw new Error(wrong);
}

const PATIENCE_MS = 60_000;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Opens a browser, logs in where the story gave a login, lets `person` act on its page, and closes it. It fails when the
 * page complained (errors of scripts, refusals by its own policy, answers that are errors) or asked anything of another
 * server; `expected` is a regular expression of complaints that belong to the story.
 */
export async function visit(person, { width = 1280, height = 900, javaScript = true, expected = /$^/ } = {}) {
  const args = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"];
  // Chromium's own fence does not work for root; the pages are ours.
  if (process.getuid() === 0) args.push("--no-sandbox");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
  try {
    const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: javaScript, locale: "fr-FR" });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const complaints = heardFrom(page);
    if (given.email) await logIn(page);
    await person(page, context);
    const left = complaints.filter((complaint) => !expected.test(complaint));
    expect(left.length === 0, `the page complained:\n${left.join("\n")}`);
  } finally {
    await browser.close();
  }
}

function heardFrom(page) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.stack}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== given.base) complaints.push(`${page.url()}: asked ${request.url()}`);
  });
  return complaints;
}

async function logIn(page) {
  await page.goto(`${given.base}/login`);
  await page.fill("#email", given.email);
  await page.fill("#password", given.password);
  await Promise.all([page.waitForURL("**/projects"), page.keyboard.press("Enter")]);
}

/** Fails when the page as it stands is wider than its window, or axe (axe-core) finds something that keeps people out. */
export async function isFitForAll(page) {
  // By the browser's own hand: the page's policy lets no foreign script in.
  const found = await page.evaluate(`(() => {
    const module = undefined, exports = undefined, define = undefined;
    ${axe}
    return window.axe.run();
  })()`);
  const wrong = found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" ")}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) wrong.push(`${over} px too wide`);
  expect(wrong.length === 0, `${page.url()} at ${page.viewportSize().width} px:\n${wrong.join("\n")}`);
}

/** Keeps a picture of the whole page where `BELVEDERE_PICTURES` names a folder: for whoever wants to look. */
export async function look(page, name) {
  if (given.pictures) await page.screenshot({ path: `${given.pictures}/${name}.png`, fullPage: true });
}
