// A planner watches a conversion; the server is killed under it; the planner uploads another and watches to the end.
import { expect, given, isFitForAll, look, say, visit } from "./browser.mjs";

// What a browser logs by itself while the server is away.
const expected = /net::ERR_/;

await visit(async (page) => {
  const card = page.locator(`#variant-${given.variant}`);
  const bar = card.locator("[data-progress] progress");
  const send = async (file) => {
    await card.locator("input[type=file]").setInputFiles(file);
    await card.getByRole("button", { name: "Téléverser" }).click();
  };

  await page.goto(given.base + given.project);
  await send(given.heavy);
  // With a value and with words, which it has once an event came.
  await card.locator("[data-progress] progress[value]").waitFor();
  await card.locator("[data-stage]").getByText(/Lecture|Assemblage|Calcul|Écriture/).waitFor();
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

  // A light one: by the same events, to its end.
  await send(given.light);
  await card.locator(".note.good, .note.warn").getByText(given.lightName).waitFor();
  say("accepted");
}, { expected });
