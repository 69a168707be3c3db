// A planner uploads a model in the page: the server is killed under it, then the network is lost, then the planner pauses,
// then the page is loaded again in the middle. The upload goes on each time where it stopped, and the page shows the model.
import { expect, given, isFitForAll, look, say, visit } from "./browser.mjs";
import { slowLine } from "./line.mjs";

// Such that the whole takes some seconds. The bar runs ahead of what has arrived by what fits between browser and server.
const BYTES_PER_S = 3_000_000;
// What a browser logs by itself while the server or the network is away, or while it asks too early.
const expected = /net::ERR_|status of 4(09|23)/;

const line = await slowLine(given.base, BYTES_PER_S);
given.base = line.base;

await visit(async (page, context) => {
  const asked = [];
  page.on("request", (request) => {
    if (request.url().includes("/uploads")) asked.push([request.method(), Number(request.headers()["upload-offset"] ?? -1)]);
  });
  const resumed = () => asked.filter(([method, offset]) => method === "PATCH" && offset > 0).map(([, offset]) => offset);
  const id = `variant-${given.variant}`;
  const card = page.locator(`#${id}`);
  const press = (name) => card.getByRole("button", { name, exact: true }).click();
  const told = (words) => card.locator("[data-status]").getByText(words).waitFor();
  const choose = async () => {
    await card.locator("input[type=file]").setInputFiles(given.file);
    await press("Téléverser");
  };
  const isBeyond = (share) => page.waitForFunction(
    ([id, share]) => { const bar = document.querySelector(`#${id} form progress`); return bar.value > share * bar.max; },
    [id, share], { polling: 20 });
  const goesOn = async (times) => {
    while (resumed().length < times) await page.waitForRequest((request) => request.method() === "PATCH");
    const offsets = resumed();
    expect(offsets.every((offset, i) => i === 0 || offset > offsets[i - 1]), `it went back: ${JSON.stringify(asked)}`);
  };

  await page.goto(given.base + given.project);
  for (const name of ["Mettre en pause", "Reprendre", "Se connecter"]) {
    expect(!await card.getByText(name, { exact: true }).isVisible(), `“${name}” is shown too early`);
  }
  await choose();
  await isBeyond(0.35);
  say("half");
  await told("reprendra de lui-même");
  await look(page, "upload-lost");
  say("lost");
  await goesOn(1);
  say("goes on at", resumed()[0]);

  await isBeyond(0.5);
  await context.setOffline(true);
  line.cut();
  await told("reprendra de lui-même");
  await context.setOffline(false);
  await goesOn(2);

  await isBeyond(0.6);
  await press("Mettre en pause");
  await told("en pause");
  await isFitForAll(page);
  await look(page, "upload-paused");
  await press("Reprendre l’envoi");
  await goesOn(3);

  await isBeyond(0.7);
  await page.reload();
  await card.getByText("Envoi inachevé").waitFor();
  await choose();
  await card.getByText("Le reprendre là où il s’est arrêté").waitFor();
  await isFitForAll(page);
  await look(page, "upload-question");
  await press("Reprendre");
  await goesOn(4);
  expect(!await card.getByText("Envoi inachevé").isVisible(), "told of as unfinished while it goes on");
  line.pace(Infinity);

  await card.locator(".note.good, .note.warn").getByText("cour été.zip").waitFor();
  expect(asked.filter(([method]) => method === "POST").length === 1, `begun more than once: ${JSON.stringify(asked)}`);
  await isFitForAll(page);
  await look(page, "upload-accepted");
  say("accepted");
}, { expected });
