// A planner uploads a model in the page: the server is killed under it, then the network is lost, then the page is loaded
// again in the middle. The upload goes on each time where it stopped, and the page shows the accepted model.
import { expect, given, isFitForAll, look, say, visit } from "./browser.mjs";

const BYTES_PER_S = 2_500_000;

// What a browser logs by itself while the server or the network is away, or an upload is locked.
const expected = /ERR_CONNECTION|ERR_INTERNET_DISCONNECTED|ERR_NETWORK|ERR_EMPTY_RESPONSE|ERR_ABORTED|status of 4(09|23)/;

await visit(async (page, context) => {
  const network = await context.newCDPSession(page);
  const slowed = (uploadThroughput) =>
    network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
  await network.send("Network.enable");
  const asked = [];
  page.on("request", (request) => {
    if (request.url().includes("/uploads")) asked.push([request.method(), Number(request.headers()["upload-offset"] ?? -1)]);
  });
  const offsets = () => asked.filter(([method, offset]) => method === "PATCH" && offset > 0).map(([, offset]) => offset);
  const card = page.locator(`#variant-${given.variant}`);
  const status = card.locator("[data-status]");
  const choose = async () => {
    await card.locator("input[type=file]").setInputFiles(given.file);
    await card.getByRole("button", { name: "Téléverser" }).click();
  };
  const isBeyond = (share) => page.waitForFunction(
    ([id, share]) => { const bar = document.querySelector(`#${id} form progress`); return bar.value > share * bar.max; },
    [`variant-${given.variant}`, share], { polling: 20 });

  await page.goto(given.base + given.project);
  await slowed(BYTES_PER_S);
  await choose();
  await isBeyond(0.25);
  await look(page, "upload-sending");
  say("half");
  await status.getByText("reprendra de lui-même").waitFor();
  await look(page, "upload-lost");
  say("lost");
  await page.waitForFunction((id) => /Mo envoyés/.test(document.querySelector(`#${id} [data-status]`).textContent), `variant-${given.variant}`);
  await isBeyond(0.4);
  expect(offsets().length > 0, "nothing was resumed");
  say("goes on at", offsets().at(-1));

  await context.setOffline(true);
  await status.getByText("reprendra de lui-même").waitFor();
  const before = offsets().length;
  await context.setOffline(false);
  await slowed(BYTES_PER_S);
  await isBeyond(0.55);
  expect(offsets().length > before, "not resumed after the network came back");

  const pause = card.getByRole("button", { name: "Mettre en pause" });
  await pause.click();
  await status.getByText("en pause").waitFor();
  await isFitForAll(page);
  await look(page, "upload-paused");
  await card.getByRole("button", { name: "Reprendre l’envoi" }).click();
  await isBeyond(0.7);

  await page.reload();
  await card.getByText("Envoi inachevé").waitFor();
  await slowed(BYTES_PER_S);
  await choose();
  await card.getByText("Le reprendre là où il s’est arrêté").waitFor();
  await isFitForAll(page);
  await look(page, "upload-question");
  const known = offsets().length;
  await card.getByRole("button", { name: "Reprendre", exact: true }).click();
  await isBeyond(0.75);
  expect(offsets().length === known + 1 && offsets().at(-1) > offsets()[0], `not resumed after a reload: ${JSON.stringify(asked)}`);
  await slowed(-1);
  await card.locator(".note.good, .note.warn").getByText("cour été.zip").waitFor();
  expect(asked.filter(([method]) => method === "POST").length === 1, `begun more than once: ${JSON.stringify(asked)}`);
  await isFitForAll(page);
  await look(page, "upload-accepted");
  say("accepted");
}, { expected });
