// The map of the placement page: the model's view from above over a background, to be moved and turned. It fills in the page's
// forms and saves nothing itself. All geodesy is asked of the server; here, only what follows the pointer until it is let go.
import { Map as View, Marker, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import theirStyle from "maplibre-gl/dist/maplibre-gl.css?url";
import ourStyle from "./place.css?url";

const section = document.querySelector("[data-map]");
if (section) start(section);

async function start(section) {
  const text = section.dataset;
  const link = (type) => document.querySelector(`link[rel=alternate][type="${type}"]`).href;
  const typed = document.querySelector("[data-typed]");
  const opacity = section.querySelector("#map-opacity");
  const status = section.querySelector("[data-status]");
  const model = section.querySelector("#map-model");
  const number = numbers(text.lang);
  const say = (words) => { status.textContent = words; };

  let shown = null;      // what the server said of the placement that is shown
  let asked = 0;         // answers that come late are dropped
  let picking = null;    // { fieldset, what: "model" | "ground", button }

  const values = () => {
    const query = { model: model.value };
    if (!typed) return query;
    query.crs = typed.elements.crs.value;
    for (const name of ["easting", "northing", "height", "heading"]) {
      const value = number.read(typed.elements[name].value);
      if (value !== null) query[name] = value;
    }
    return query;
  };

  async function ask(query) {
    const turn = ++asked;
    const answer = await fetch(`${link("application/json")}?${new URLSearchParams(query)}`, { headers: { accept: "application/json" } })
      .catch(() => null);
    if (turn !== asked) return null;
    if (!answer?.ok) { say(text.outside); return null; }
    return answer.json();
  }

  // Asks where the placement of the form puts the plan, with some of it changed, and shows that.
  async function show(change = {}, method = null) {
    const query = { ...values(), ...change };
    if (change.longitude !== undefined) { delete query.easting; delete query.northing; }
    const told = await ask(query);
    if (!told) { if (shown) draw(shown); return; }
    shown = told;
    if (method) fill(told, method);
    draw(told);
    say(told.words);
  }

  function fill(told, method) {
    typed.elements.crs.value = told.crs;
    typed.elements.easting.value = number.write(told.easting, told.decimals);
    typed.elements.northing.value = number.write(told.northing, told.decimals);
    typed.elements.heading.value = number.write(told.heading, 4);
    touched(method);
  }

  function touched(method) {
    typed.elements.method.value = method;
    section.querySelector("[data-save]").hidden = false;
  }

  // The map measures its box: not before the box has its style.
  await Promise.all([theirStyle, ourStyle].map((href) => new Promise((done) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done }));
  })));
  section.hidden = false;
  // Where to look first, so that no background is asked for elsewhere.
  const first = await ask(values());
  setWorkerUrl(new URL(workerUrl, location.href).href);
  let view = null;
  try {
    view = new View({
      container: section.querySelector("[data-canvas-box]"),
      style: style(text),
      center: first?.origin ?? [2.5, 46.6], zoom: first ? 16 : 5, maxZoom: 22, maxPitch: 0,
      dragRotate: false, pitchWithRotate: false, touchPitch: false,
      attributionControl: { compact: false },
      locale: {
        "Map.Title": text.canvas, "NavigationControl.ZoomIn": text.zoomIn, "NavigationControl.ZoomOut": text.zoomOut,
      },
    });
  } catch {
    section.querySelector("[data-canvas-box]").remove();
    section.querySelector(".map-tools").remove();
    say(text.noMap);
    return;
  }
  view.touchZoomRotate.disableRotation();
  view.addControl(new NavigationControl({ showCompass: false }), "top-right");
  view.addControl(new ScaleControl({ unit: "metric" }));
  const fallen = background(view, section);
  const handle = typed ? turner(text.handle) : null;
  let names = [];
  let grip = null;       // the plan as it was when the handle was taken

  // --- What is drawn -------------------------------------------------------------------------------------------------

  function draw(told, corners = told.corners) {
    if (!corners || !view.getSource("outline")) return;
    const image = model.selectedOptions[0].dataset.image;
    const source = view.getSource("plan");
    if (source && source.url === image) source.setCoordinates(corners);
    else if (source) source.updateImage({ url: image, coordinates: corners });
    else {
      view.addSource("plan", { type: "image", url: image, coordinates: corners });
      view.addLayer({ id: "plan", type: "raster", source: "plan", paint: { "raster-opacity": opacity.value / 100, "raster-fade-duration": 0 } }, "outline");
    }
    view.getSource("outline").setData({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [...corners, corners[0]] } });
    if (corners === told.corners) {
      told.grids.forEach((lines, index) => view.getSource(`grid-${index}`).setData({ type: "MultiLineString", coordinates: lines }));
    }
    // Not while it is held: then it leads and the plan follows.
    if (!grip) handle?.setLngLat(above(corners));
    clear();
  }

  // A name that would lie on the plan is left out.
  const clear = () => names.forEach((name) => { name.getElement().hidden = within(view.project(name.getLngLat())); });

  // Where the handle stands: above the middle of the plan's top edge, a little outside.
  function above(corners) {
    const [a, b, c, d] = corners.map((corner) => view.project(corner));
    const top = middle(a, b), bottom = middle(c, d);
    const length = Math.hypot(top.x - bottom.x, top.y - bottom.y) || 1;
    return view.unproject([top.x + ((top.x - bottom.x) * 26) / length, top.y + ((top.y - bottom.y) * 26) / length]);
  }

  const within = (point) => {
    const ring = shown?.corners?.map((corner) => view.project(corner)) ?? [];
    return ring.reduce((inside, a, i) => {
      const b = ring[(i + 1) % ring.length];
      return (a.y > point.y) !== (b.y > point.y) && point.x < a.x + ((point.y - a.y) / (b.y - a.y)) * (b.x - a.x) ? !inside : inside;
    }, false);
  };

  async function communes() {
    const answer = await fetch(link("application/geo+json")).catch(() => null);
    if (!answer?.ok) return;
    const limits = await answer.json();
    view.getSource("communes").setData(limits);
    if (!limits.features.length) fallen.words = text.noCommunes;
    fallen.tell();
    names.forEach((name) => name.remove());
    names = limits.features.filter((feature) => feature.properties.name).map((feature) => {
      const element = Object.assign(document.createElement("span"), { className: "commune", textContent: feature.properties.name });
      element.setAttribute("aria-hidden", "true");
      return new Marker({ element, opacityWhenCovered: "1" }).setLngLat(heart(feature.geometry.coordinates)).addTo(view);
    });
    clear();
  }

  view.on("load", async () => {
    await Promise.all([show(), communes()]);
    if (!shown?.corners) return;
    handle?.addTo(view);
    frameIt(0);
    section.dataset.ready = "";
  });
  view.on("moveend", clear);
  view.on("zoom", () => shown?.corners && handle?.setLngLat(above(shown.corners)));

  function frameIt(duration) {
    const [west, east] = range(shown.corners, 0), [south, north] = range(shown.corners, 1);
    view.fitBounds([[west, south], [east, north]], { padding: 70, maxZoom: 20, duration });
  }

  model.addEventListener("change", () => show());
  opacity.addEventListener("input", () => { if (view.getLayer("plan")) view.setPaintProperty("plan", "raster-opacity", opacity.value / 100); });
  if (!typed) return;

  // --- Moved and turned by the pointer -----------------------------------------------------------------------------------

  function grab(event) {
    const several = (event.originalEvent.touches?.length ?? 1) > 1;
    if (picking || several || event.originalEvent.button > 0 || !within(event.point)) return;
    event.preventDefault();
    const from = event.point;
    const start = shown;
    const screen = start.corners.map((corner) => view.project(corner));
    const origin = view.project(start.origin);
    let by = { x: 0, y: 0 };
    const move = (moved) => {
      by = { x: moved.point.x - from.x, y: moved.point.y - from.y };
      draw(start, screen.map((corner) => view.unproject([corner.x + by.x, corner.y + by.y]).toArray()));
    };
    const release = () => {
      view.off("mousemove", move); view.off("touchmove", move);
      window.removeEventListener("mouseup", release); window.removeEventListener("touchend", release); window.removeEventListener("touchcancel", release);
      if (Math.hypot(by.x, by.y) < 1) return;
      const there = view.unproject([origin.x + by.x, origin.y + by.y]);
      show({ longitude: there.lng, latitude: there.lat }, "on_map");
    };
    view.on("mousemove", move); view.on("touchmove", move);
    window.addEventListener("mouseup", release); window.addEventListener("touchend", release); window.addEventListener("touchcancel", release);
  }
  view.on("mousedown", grab);
  view.on("touchstart", grab);
  view.on("mousemove", (event) => { view.getCanvas().style.cursor = picking ? "crosshair" : within(event.point) ? "move" : ""; });

  function turner(label) {
    const element = Object.assign(document.createElement("button"), { type: "button", className: "turner", title: label, textContent: "↻" });
    element.setAttribute("aria-label", label);
    element.addEventListener("keydown", (event) => {
      const sign = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (sign) { event.preventDefault(); event.stopImmediatePropagation(); inLine(sign < 0 ? "left" : "right"); }
    });
    return new Marker({ element, draggable: true }).setLngLat([0, 0]);
  }

  const angle = (from, to) => Math.atan2(to.x - from.x, from.y - to.y);
  handle.on("dragstart", () => {
    const origin = view.project(shown.origin);
    grip = { origin, start: shown, screen: shown.corners.map((corner) => view.project(corner)), angle: angle(origin, view.project(above(shown.corners))), by: 0 };
  });
  handle.on("drag", () => {
    grip.by = angle(grip.origin, view.project(handle.getLngLat())) - grip.angle;
    const [sin, cos] = [Math.sin(grip.by), Math.cos(grip.by)];
    draw(grip.start, grip.screen.map(({ x, y }) => {
      const [dx, dy] = [x - grip.origin.x, y - grip.origin.y];
      return view.unproject([grip.origin.x + dx * cos - dy * sin, grip.origin.y + dx * sin + dy * cos]).toArray();
    }));
  });
  handle.on("dragend", () => {
    const { by } = grip;
    grip = null;
    turn((by * 180) / Math.PI);
  });

  // --- Moved and turned by buttons and keys ------------------------------------------------------------------------------

  function step() {
    const option = section.querySelector("#map-step").selectedOptions[0];
    return { move: Number(option.value), turn: Number(option.dataset.turn) };
  }

  const turn = (degrees) => show({ heading: mod(values().heading + degrees) }, "on_map");

  function nudge(way) {
    const { move, turn: degrees } = step();
    const now = values();
    if (way === "left" || way === "right") return turn(way === "right" ? degrees : -degrees);
    const [east, north] = { west: [-move, 0], east: [move, 0], north: [0, move], south: [0, -move] }[way];
    // Coordinates in degrees are moved by what a metre is there, nearly; all others are in metres.
    const isDegrees = now.crs === "EPSG:4326";
    const perMetre = isDegrees ? [1 / (111320 * Math.cos((now.northing * Math.PI) / 180)), 1 / 111320] : [1, 1];
    return show({ easting: now.easting + east * perMetre[0], northing: now.northing + north * perMetre[1] }, "on_map");
  }

  // One step at a time: the next is reckoned from what the one before came to.
  let line = Promise.resolve();
  const inLine = (way) => { line = line.then(() => nudge(way)).catch(() => {}); };
  const buttons = section.querySelector("[data-nudge]");
  buttons.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) inLine(button.dataset.move);
  });
  buttons.addEventListener("keydown", (event) => {
    const way = event.shiftKey
      ? { ArrowLeft: "left", ArrowRight: "right" }[event.key]
      : { ArrowLeft: "west", ArrowRight: "east", ArrowUp: "north", ArrowDown: "south" }[event.key];
    if (!way) return;
    event.preventDefault();
    inLine(way);
  });

  // --- The form leads, the map follows -----------------------------------------------------------------------------------

  const saved = new FormData(typed);
  for (const name of ["easting", "northing", "height", "heading"]) {
    typed.elements[name].addEventListener("change", () => { touched("typed"); show(); });
  }
  typed.elements.crs.addEventListener("change", () => {
    // The same place in another system.
    if (!shown) return;
    const [longitude, latitude] = shown.origin;
    show({ longitude, latitude, north: shown.north }, typed.elements.method.value);
  });
  section.querySelector("[data-reset]").addEventListener("click", async () => {
    for (const [name, value] of saved) typed.elements[name].value = value;
    section.querySelector("[data-save]").hidden = true;
    await show();
    frameIt(300);
    section.querySelector("[data-move]").focus();
  });

  // --- Two points --------------------------------------------------------------------------------------------------------

  const points = document.querySelector("[data-points]");
  const pins = new Map();
  for (const fieldset of points.querySelectorAll("[data-point]")) {
    fieldset.querySelector("[data-picks]").hidden = false;
    for (const button of fieldset.querySelectorAll("[data-pick]")) {
      button.addEventListener("click", () => {
        const again = picking?.button === button;
        stopPicking();
        if (again) return;
        picking = { fieldset, what: button.dataset.pick, button };
        button.setAttribute("aria-pressed", "true");
        section.scrollIntoView({ block: "start" });
        view.getCanvas().focus({ preventScroll: true });
      });
    }
  }
  function stopPicking() {
    picking?.button.setAttribute("aria-pressed", "false");
    picking = null;
  }
  const put = (name, value, decimals) => { points.elements[name].value = number.write(value, decimals); };
  const pin = (key, label, at) => {
    pins.get(key)?.remove();
    const element = Object.assign(document.createElement("span"), { className: `pick ${key.replace(/\d/, "")}`, textContent: label });
    pins.set(key, new Marker({ element }).setLngLat(at).addTo(view));
  };

  view.on("click", async (event) => {
    if (!picking) return;
    const { fieldset, what, button } = picking;
    const index = fieldset.dataset.point;
    stopPicking();
    const { lng, lat } = event.lngLat;
    const told = await ask({ ...values(), point_longitude: lng, point_latitude: lat, point_crs: points.elements.crs.value });
    if (!told) return;
    if (what === "model") {
      put(`x${index}`, told.point.x, 3);
      put(`z${index}`, told.point.z, 3);
    } else {
      put(`easting${index}`, told.point.easting, told.point.decimals);
      put(`northing${index}`, told.point.northing, told.point.decimals);
    }
    pin(`${what}${index}`, index, [lng, lat]);
    say(text.picked);
    button.focus();
  });

  // On the plan with measures, which is drawn in metres of the scene: only a point of the model can be meant.
  const sheet = document.querySelector("[data-sheet]");
  sheet?.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
    const fieldsets = [...points.querySelectorAll("[data-point]")];
    const empty = fieldsets.find((one) => !points.elements[`x${one.dataset.point}`].value);
    const fieldset = picking?.what === "model" ? picking.fieldset : empty ?? fieldsets[0];
    stopPicking();
    put(`x${fieldset.dataset.point}`, at.x, 3);
    put(`z${fieldset.dataset.point}`, at.y, 3);
    points.elements[`easting${fieldset.dataset.point}`].focus();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stopPicking(); });
}

// The background: paper, grid and limits, and above them the pictures of another server if one is set.
function style(text) {
  const empty = { type: "geojson", data: { type: "FeatureCollection", features: [] } };
  const line = (id, source, paint, more = {}) => ({ id, type: "line", source, paint, ...more });
  const style = {
    version: 8,
    sources: { communes: empty, "grid-0": empty, "grid-1": empty, outline: empty },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": "#f4efe4" } },
      { id: "land", type: "fill", source: "communes", paint: { "fill-color": "#fffdf8", "fill-opacity": 0.7 } },
      line("grid-1", "grid-1", { "line-color": "#cfc4ad", "line-width": 0.6 }, { minzoom: 16.5 }),
      line("grid-0", "grid-0", { "line-color": "#b3a88f", "line-width": 1 }, { minzoom: 12 }),
      line("communes", "communes", { "line-color": "#857a66", "line-width": 1.8 }),
      line("outline", "outline", { "line-color": "#0b4a52", "line-width": 2 }),
    ],
  };
  if (text.tiles) {
    style.sources.tiles = { type: "raster", tiles: [text.tiles], tileSize: 256, maxzoom: 19, attribution: text.attribution };
    style.layers.splice(4, 0, { id: "tiles", type: "raster", source: "tiles" });
  }
  return style;
}

// Says what is seen under the plan. A server whose pictures do not come is not asked on, and is named.
function background(view, section) {
  const text = section.dataset;
  const line = section.querySelector("[data-background]");
  const state = { words: text.neutral, tell: () => { if (!view.getSource("tiles")) line.textContent = state.failed ? text.noTiles : state.words; } };
  if (!text.tiles) { state.tell(); return state; }
  let came = false;
  const fall = () => {
    if (came || state.failed || !view.getSource("tiles")) return;
    state.failed = true;
    view.removeLayer("tiles");
    view.removeSource("tiles");
    line.className = "note warn";
    state.tell();
  };
  view.on("data", (event) => { if (event.sourceId === "tiles" && event.tile?.state === "loaded") came = true; });
  view.on("error", (event) => { if (event.sourceId === "tiles") fall(); });
  // One that takes the connection and says nothing.
  setTimeout(fall, 8000);
  return state;
}

function numbers(lang) {
  const point = lang === "fr" ? "," : ".";
  return {
    write: (value, decimals) => value.toFixed(decimals).replace(".", point),
    read: (text) => {
      let plain = text.replace(/\s/g, "").replace("−", "-");
      plain = plain.includes(".") ? plain.replaceAll(",", "") : plain.replace(",", ".");
      return /^[+-]?\d*\.?\d+$|^[+-]?\d+\.$/.test(plain) ? Number(plain) : null;
    },
  };
}

const mod = (degrees) => ((degrees % 360) + 360) % 360;
const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const range = (corners, axis) => [Math.min(...corners.map((c) => c[axis])), Math.max(...corners.map((c) => c[axis]))];

// A place to write a commune's name at: the middle of its largest ring's box.
function heart(polygons) {
  const boxes = polygons.map(([ring]) => [range(ring, 0), range(ring, 1)]);
  const size = ([[w, e], [s, n]]) => (e - w) * (n - s);
  const [[west, east], [south, north]] = boxes.reduce((a, b) => (size(b) > size(a) ? b : a));
  return [(west + east) / 2, (south + north) / 2];
}
