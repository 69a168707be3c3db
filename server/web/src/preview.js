// The 3D preview: draws what a kiosk will show, and fills the page's forms with where one stands. It saves nothing itself:
// the forms do, with this script or without.
import * as THREE from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import { Ground } from "./preview/ground.js";
import { floor, visual } from "./preview/load.js";
import { Visitor, MOVES } from "./preview/visitor.js";
import { wireForms } from "./preview/forms.js";

const root = document.querySelector("#preview");
const words = root.dataset;
const canvas = root.querySelector("canvas");
const fallback = root.querySelector("[data-fallback]");
const status = root.querySelector("[data-status]");
const say = (text) => { status.textContent = text; };

function renderer() {
  const context = canvas.getContext("webgl2", { alpha: false, antialias: true, powerPreference: "low-power" });
  return context && new THREE.WebGLRenderer({ canvas, context });
}

const gl = renderer();
if (gl) start(gl); else fallback.textContent = words.noWebgl;

async function start(gl) {
  canvas.hidden = false;
  gl.setPixelRatio(Math.min(devicePixelRatio, 2));
  // The kiosk's eye: viewer/src/world/camera.rs.
  const camera = new THREE.PerspectiveCamera(64, 16 / 9, 0.1, 12000);
  const scene = new THREE.Scene();
  const stage = { gl, camera, scene, mode: "orbit", ground: null, isStale: true };
  stage.visitor = new Visitor(new THREE.PerspectiveCamera(64, 16 / 9, 0.05, 6000), pose(words.start));
  stage.orbit = new OrbitControls(camera, canvas);
  stage.orbit.addEventListener("change", () => { stage.isStale = true; });
  new ResizeObserver(() => fit(stage)).observe(canvas.parentElement);
  fallback.textContent = words.loading.replace("{percent}", 0);
  say(fallback.textContent);
  try {
    const { all, model } = await visual(words.visual, gl, (share) => {
      fallback.textContent = words.loading.replace("{percent}", Math.round(share * 100));
    });
    scene.add(all);
    stage.model = model;
    overview(stage);
    stage.ground = new Ground(await floor(words.collision, gl));
    stage.visitor.ground = stage.ground;
  } catch (error) {
    console.error(error);
    canvas.hidden = true;
    fallback.textContent = words.failed;
    say(words.failed);
    return;
  }
  fallback.hidden = true;
  say(words.loaded);
  wireModes(stage);
  wireKeys(stage);
  wirePointer(stage);
  wireForms(stage, { words, say, go: (to) => go(stage, to) });
  draw(stage);
  root.dataset.ready = "";
}

function pose(line) {
  return line.split(",").map(Number);
}

function fit(stage) {
  const { clientWidth: width, clientHeight: height } = canvas.parentElement;
  if (!width || !height) return;
  stage.gl.setSize(width, height, false);
  for (const camera of [stage.camera, stage.visitor.camera]) {
    camera.aspect = width / height;
    camera.updateProjectionMatrix();
  }
  stage.isStale = true;
}

// What lies round the start, from the south-east: a wide landscape would show nothing but haze.
function overview(stage) {
  const box = new THREE.Box3().setFromObject(stage.model);
  const size = box.getSize(new THREE.Vector3()).length() / 2;
  const radius = Math.max(2, Math.min(size, 80));
  // A start outside of a new model shows nothing of it.
  const middle = box.containsPoint(stage.visitor.feet) ? stage.visitor.feet.clone() : box.getCenter(new THREE.Vector3());
  stage.camera.position.copy(middle).add(new THREE.Vector3(0.42, 0.53, 0.74).multiplyScalar(radius * 1.5));
  stage.orbit.target.copy(middle);
  stage.orbit.minDistance = 0.5;
  stage.orbit.maxDistance = Math.max(size, radius) * 3;
  stage.orbit.update();
}

function draw(stage) {
  let last = performance.now();
  stage.gl.setAnimationLoop((now) => {
    const seconds = Math.min((now - last) / 1000, 0.1);
    last = now;
    if (stage.mode === "walk" && stage.visitor.tick(seconds)) stage.isStale = true;
    // Nothing moves of itself: what is drawn stays drawn, and an old computer stays cool.
    if (!stage.isStale) return;
    stage.isStale = false;
    stage.gl.render(stage.scene, stage.mode === "walk" ? stage.visitor.camera : stage.camera);
  });
}

function wireModes(stage) {
  const bar = root.querySelector("[data-bar]");
  bar.hidden = false;
  stage.set = (mode) => {
    stage.mode = mode;
    stage.orbit.enabled = mode === "orbit";
    for (const button of bar.querySelectorAll("[data-mode]")) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    }
    for (const button of bar.querySelectorAll("[data-step]")) button.disabled = mode !== "walk";
    bar.querySelector("[data-help]").textContent = mode === "walk" ? words.walking : words.orbiting;
    stage.isStale = true;
    stage.onMode?.(mode);
  };
  for (const button of bar.querySelectorAll("[data-mode]")) {
    button.addEventListener("click", () => { stage.set(button.dataset.mode); canvas.focus(); });
  }
  const steps = { left: [-20, 0], right: [20, 0], forward: [0, 1.5], back: [0, -1.5] };
  for (const button of bar.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => { stage.visitor.move(...steps[button.dataset.step]); stage.isStale = true; });
  }
  stage.set("orbit");
}

function wireKeys(stage) {
  canvas.addEventListener("keydown", (event) => {
    const move = MOVES[event.code];
    if (!move || stage.mode !== "walk" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stage.visitor.held.add(move);
  });
  canvas.addEventListener("keyup", (event) => stage.visitor.held.delete(MOVES[event.code]));
  canvas.addEventListener("blur", () => stage.visitor.held.clear());
}

// Dragging looks round while one walks; a press that does not move points at a place.
function wirePointer(stage) {
  let from = null;
  canvas.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, y: event.clientY, yaw: stage.visitor.yaw, pitch: stage.visitor.pitch, far: false };
    if (stage.mode === "walk") canvas.setPointerCapture(event.pointerId);
    canvas.focus();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    from.far ||= Math.hypot(dx, dy) > 5;
    if (stage.mode !== "walk" || !from.far) return;
    const degrees = 64 / canvas.clientHeight;
    stage.visitor.look(from.yaw - dx * degrees, from.pitch + dy * degrees);
    stage.isStale = true;
  });
  canvas.addEventListener("pointerup", (event) => {
    const wasPress = from && !from.far;
    from = null;
    if (wasPress && event.button === 0) pressed(stage, event);
  });
  canvas.addEventListener("pointercancel", () => { from = null; });
}

function pressed(stage, event) {
  if (!stage.picking && stage.mode !== "walk") return;
  const box = canvas.getBoundingClientRect();
  const pointer = new THREE.Vector2(
    2 * (event.clientX - box.left) / box.width - 1, 1 - 2 * (event.clientY - box.top) / box.height);
  const camera = stage.mode === "walk" ? stage.visitor.camera : stage.camera;
  const found = stage.ground.pointed(pointer, camera);
  if (!found) { say(words.noFloor); return; }
  if (!found.isFloor) { say(words.tooSteep); return; }
  const direction = camera.getWorldDirection(new THREE.Vector3());
  const yaw = THREE.MathUtils.radToDeg(Math.atan2(direction.x, -direction.z));
  const { x, y, z } = found.point;
  if (stage.picking) { stage.picking([x, y, z, yaw, 0]); return; }
  go(stage, [x, y, z, yaw, stage.visitor.pitch]);
}

function go(stage, to) {
  stage.visitor.stand(to);
  stage.set("walk");
  say(words.here);
}
