// A planner at the map of the placement page: by mouse, by keyboard and by touch; and one whose background does not answer.
import { expect, given, hear, isFitForAll, look, say, visit } from "./browser.mjs";

const answered = (page, act) => Promise.all([page.waitForResponse((answer) => answer.url().includes("placement.json?")), act()]);

async function open(page) {
  await page.goto(given.base + given.page);
  await page.waitForSelector("[data-map][data-ready]");
}

const fields = async (page) => {
  const value = (name) => page.inputValue(`#typed-${name}`);
  return { easting: await value("easting"), northing: await value("northing"), heading: await value("heading"), method: await page.inputValue("[name=method]") };
};

// After the server's answer was put into the form.
async function changed(page, name, act) {
  const before = await page.inputValue(`#typed-${name}`);
  await answered(page, act);
  await page.waitForFunction(([id, old]) => document.getElementById(id).value !== old, [`typed-${name}`, before]);
}

// The middle of the map, where the plan lies.
async function middle(page) {
  await page.locator("[data-canvas-box]").scrollIntoViewIfNeeded();
  const box = await page.locator("[data-canvas-box]").boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

await visit(async (page) => {
  await open(page);
  expect(!(await page.isVisible("[data-save]")), "nothing is to be saved yet");
  const [x, y] = await middle(page);
  await page.mouse.move(x, y);
  await changed(page, "easting", async () => {
    await page.mouse.down();
    await page.mouse.move(x + 40, y, { steps: 4 });
    await page.mouse.up();
  });
  expect((await fields(page)).method === "on_map", "the form says how");

  // Keys alone: a metre at a time, whatever comes first.
  const { northing, heading } = await fields(page);
  await page.focus("[data-move=north]");
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowUp");
  const north = (text) => Number(text.replace(",", "."));
  await page.waitForFunction(([old]) => Number(document.getElementById("typed-northing").value.replace(",", ".")) > old + 2.999, [north(northing)]);
  await changed(page, "heading", () => page.keyboard.press("Shift+ArrowRight"));
  await page.focus(".turner");
  await changed(page, "heading", () => page.keyboard.press("ArrowRight"));
  const turned = north((await fields(page)).heading) - north(heading);
  expect(Math.abs(turned - 2) < 1e-3, `turned by ${turned}°`);

  // The handle, by the mouse.
  const handle = await page.locator(".turner").boundingBox();
  await changed(page, "heading", async () => {
    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await page.mouse.down();
    await page.mouse.move(handle.x + 90, handle.y + 50, { steps: 6 });
    await page.mouse.up();
  });

  // Another system says the same place by other figures.
  await changed(page, "easting", () => page.selectOption("#typed-crs", "EPSG:3946"));
  await changed(page, "easting", () => page.selectOption("#typed-crs", "EPSG:2154"));

  // Two points: on the model, then on the map.
  await page.click("[data-point='1'] [data-pick=model]");
  await answered(page, async () => { const [px, py] = await middle(page); await page.mouse.click(px + 10, py); });
  await page.waitForFunction(() => document.getElementById("points-x1").value);
  await page.click("[data-point='1'] [data-pick=ground]");
  await answered(page, async () => { const [px, py] = await middle(page); await page.mouse.click(px - 150, py + 60); });
  await page.waitForFunction(() => document.getElementById("points-easting1").value);
  await page.click("[data-sheet]");
  expect(await page.inputValue("#points-x2"), "a click on the plan gives the next point");

  await isFitForAll(page);
  await look(page, "place-map");
  say(`placed ${JSON.stringify(await fields(page))}`);
  await Promise.all([page.waitForURL("**saved=1"), page.click("[data-save] button")]);
  await page.waitForSelector("[data-map][data-ready]");
  say("saved");
  await hear();
});

// Touch: one finger on the plan moves it.
await visit(async (page, context) => {
  await open(page);
  const touch = await context.newCDPSession(page);
  await touch.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  const [x, y] = await middle(page);
  const finger = (type, dx) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: x + dx, y }] });
  await changed(page, "easting", async () => {
    await finger("touchStart", 0);
    for (const dx of [5, 20, 40]) await finger("touchMove", dx);
    await finger("touchEnd");
  });
  await isFitForAll(page);
  await look(page, "place-touch");
}, { width: 390 });

// A background that does not come: the page says so, and goes on with its own.
await visit(async (page) => {
  await page.route(`**${given.page}`, async (route) => {
    const answer = await route.fetch();
    const html = (await answer.text()).replace(" data-map ", ' data-map data-tiles="https://tiles.invalid/{z}/{x}/{y}.png" data-attribution="" ');
    await route.fulfill({ response: answer, body: html });
  });
  await open(page);
  await page.waitForSelector("[data-background].warn");
  await answered(page, () => page.click("[data-move=east]"));
  await look(page, "place-no-tiles");
}, { expected: /tiles\.invalid/ });
