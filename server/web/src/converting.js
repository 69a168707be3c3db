// Follows the conversions under way and shows what came of them. Without this file the page is loaded again every few seconds.

// After an answer that is none of ours, such as a proxy's while the server is away.
const AGAIN_MS = 5_000;

function follow(place) {
  const [bar, stage] = [place.querySelector("progress"), place.querySelector("[data-stage]")];
  const say = (text) => { if (stage.textContent !== text) stage.textContent = text; };
  const events = new EventSource(place.dataset.progress);
  events.addEventListener("progress", ({ data }) => {
    const progress = JSON.parse(data);
    if (progress.percent === null) bar.removeAttribute("value");
    else bar.value = progress.percent;
    say(progress.stage);
  });
  events.addEventListener("done", () => {
    events.close();
    // An upload from this page would be cut off by that; it loads the page itself.
    if (document.documentElement.hasAttribute("data-sending")) say(place.dataset.done);
    else location.reload();
  });
  events.addEventListener("error", () => {
    bar.removeAttribute("value");
    say(place.dataset.lost);
    if (events.readyState === EventSource.CLOSED) setTimeout(() => follow(place), AGAIN_MS);
  });
}

document.querySelectorAll("[data-progress]").forEach(follow);
