// Follows every link from the pages that everybody and the logged-in person begin with, on a wide screen and on a phone's.
import { expect, given, isFitForAll, look, say, visit } from "./browser.mjs";

const isPage = (path) => !/^\/(language|static|logout)|\/(pdf|data)$|\.(png|jpg|json)$/.test(path);

async function walk(page) {
  const [seen, ahead] = [new Set(), ["/", "/projects"]];
  while (ahead.length) {
    const path = ahead.shift();
    if (seen.has(path)) continue;
    seen.add(path);
    const answer = await page.goto(given.base + path);
    expect(answer.ok(), `${path}: ${answer.status()}`);
    await isFitForAll(page);
    await look(page, `${page.viewportSize().width}${path.replaceAll("/", "_")}`);
    const links = await page.$$eval("a[href]", (all) => all.map((link) => link.href));
    const own = links.filter((link) => link.startsWith(given.base)).map((link) => new URL(link).pathname);
    ahead.push(...own.filter(isPage));
  }
  return seen;
}

for (const width of [1280, 390]) {
  await visit(async (page) => {
    const seen = await walk(page);
    say(`${width}: ${[...seen].join(" ")}`);
  }, { width });
}
