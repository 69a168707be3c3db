// A planner watches a conversion; the server is killed under it; the planner uploads the model again and watches to the end.
import { expect, given, isFitForAll, look, say, visit } from "./browser.mjs";

// What a browser logs by itself while the server is away.
const expected = /net::ERR_/;

await visit(async (page) => {
  const card = page.locator(`#variant-${given.variant}`);
  const bar = card.locator("[data-progress] progress");
  const send = async () => {
    await card.locator("input[type=file]").setInputFiles(given.file);
    await card.getByRole("button", { name: "Téléverser" }).click();
    // With a value, which it has once an event came.
    await card.locator("[data-progress] progress[value]").waitFor();
  };

  await page.goto(given.base + given.project);
  await send();
  await isFitForAll(page);
  await look(page, "converting");
  expect(await bar.getAttribute("aria-label"), "the bar has no name");
  say("converting");
  await card.getByText("Le serveur ne répond plus").waitFor();
  say("lost");
  await card.getByText("Conversion interrompue").waitFor();
  await isFitForAll(page);
  await look(page, "converting-cut-off");
  say("cut off");

  await send();
  say("once more");
  const stages = new Set();
  const accepted = card.locator(".note.good, .note.warn").getByText("village.glb").first();
  const isOver = accepted.waitFor({ timeout: 110_000 }).then(() => true);
  while (!await Promise.race([isOver, page.evaluate(() => new Promise(requestAnimationFrame)).then(() => false, () => false)])) {
    const words = await card.locator("[data-stage]").textContent({ timeout: 1_000 }).catch(() => null);
    if (words) stages.add(words);
  }
  say("accepted after", [...stages].join(" · "));
}, { expected });
