// What ties the picture to the page's forms: going to a viewpoint, taking the present view, pointing at the start, showing
// and hiding layers. The forms are sent by the browser.
const pose = (line) => line.split(",").map(Number);

export function wireForms(stage, { words, say, go }) {
  const canvas = stage.gl.domElement;
  for (const place of document.querySelectorAll("[data-pose]")) {
    const button = place.querySelector("[data-go]");
    button.hidden = false;
    button.addEventListener("click", () => { go(pose(place.dataset.pose)); show(canvas); });
  }
  const takes = [...document.querySelectorAll("[data-take]")];
  for (const button of takes) {
    button.hidden = false;
    button.addEventListener("click", () => { fill(button.form, stage.visitor.pose); say(words.taken); });
  }
  // A viewpoint is taken standing: from the air there is no place for the feet.
  stage.onMode = (mode) => { for (const button of takes) button.disabled = mode !== "walk"; };
  stage.onMode(stage.mode);
  const pick = document.querySelector("button[data-pick]");
  if (pick) wirePick(stage, pick, { words, say, canvas });
  for (const label of document.querySelectorAll("[data-layer]")) wireLayer(stage, label);
}

function wirePick(stage, button, { words, say, canvas }) {
  const stop = () => { stage.picking = null; canvas.parentElement.classList.remove("crosshair"); };
  button.hidden = false;
  button.addEventListener("click", () => {
    stage.picking = (picked) => { stop(); fill(button.form, picked); say(words.picked); };
    canvas.parentElement.classList.add("crosshair");
    show(canvas);
    say(words.pick);
  });
  canvas.addEventListener("keydown", (event) => { if (event.key === "Escape" && stage.picking) { stop(); say(""); } });
}

// In the kiosk's own precision: millimetres and tenths of degrees.
function fill(form, [x, y, z, yaw, pitch]) {
  const values = { x: x.toFixed(3), y: y.toFixed(3), z: z.toFixed(3), yaw: yaw.toFixed(1), pitch: pitch.toFixed(1) };
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
}

function show(canvas) {
  canvas.scrollIntoView({ block: "nearest" });
  canvas.focus({ preventScroll: true });
}

function wireLayer(stage, label) {
  const box = label.querySelector("input");
  label.hidden = false;
  box.addEventListener("change", () => {
    // A node tells its layer itself, or by the group that it is in.
    stage.model.traverse((node) => { if (node.userData.layer === label.dataset.layer) node.visible = box.checked; });
    stage.isStale = true;
  });
}
