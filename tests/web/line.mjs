// A slow line to the server, which lets a story act in the middle of an upload: what the browser sends passes at a pace.
import { connect, createServer } from "node:net";
import { once } from "node:events";

/** Opens the line to the server at `base`; gives its own address, `pace(bytesPerS)` to change its speed, and `cut()`. */
export async function slowLine(base, bytesPerS) {
  const { hostname, port } = new URL(base);
  let pace = bytesPerS;
  const open = new Set();
  const server = createServer((browser) => {
    const far = connect(Number(port), hostname);
    browser.on("data", (piece) => {
      far.write(piece);
      if (!Number.isFinite(pace)) return;
      browser.pause();
      setTimeout(() => browser.resume(), 1_000 * piece.length / pace);
    });
    far.pipe(browser);
    open.add(browser);
    browser.on("close", () => open.delete(browser));
    // One end that breaks off breaks the other off: as if there were nothing in between.
    for (const [one, other] of [[browser, far], [far, browser]]) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  return {
    base: `http://127.0.0.1:${server.address().port}`,
    pace: (bytesPerS) => { pace = bytesPerS; },
    cut: () => open.forEach((browser) => browser.destroy()),
  };
}
