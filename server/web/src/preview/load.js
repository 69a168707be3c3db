// Loads the package's files as a kiosk does: what is drawn, and what is walked on and pointed at. Compressed meshes and
// textures are decoded by three's own decoders, which come from this server.
import * as THREE from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { KTX2Loader } from "three/addons/loaders/KTX2Loader.js";
import { MeshoptDecoder } from "three/addons/libs/meshopt_decoder.module.js";
import { sky, surface, SUN_TOWARDS } from "./daylight.js";

function loader(renderer) {
  const textures = new KTX2Loader().detectSupport(renderer).setWorkerLimit(2);
  return new GLTFLoader().setKTX2Loader(textures).setMeshoptDecoder(MeshoptDecoder);
}

// What is drawn, under the kiosk's light and sky. `tell` hears how much has arrived, 0 to 1.
export async function visual(url, renderer, tell) {
  const gltf = await loader(renderer).loadAsync(url, (event) => tell(event.total ? event.loaded / event.total : 0));
  const towards = gltf.asset?.extras?.sun_towards;
  if (towards) SUN_TOWARDS.fromArray(towards).normalize();
  const made = new Map();
  gltf.scene.traverse((node) => {
    if (!node.isMesh) return;
    openField(node.geometry);
    if (!node.geometry.attributes.normal) node.geometry.computeVertexNormals();
    node.material = known(made, node.material, Boolean(node.geometry.attributes.color));
  });
  freeze(gltf.scene);
  const all = new THREE.Group();
  all.add(sky(), gltf.scene);
  return { all, model: gltf.scene };
}

// Nothing was baked: the open field, as at the kiosk.
function openField(geometry) {
  if (geometry.attributes._light) return;
  const light = new Uint8Array(geometry.attributes.position.count * 4);
  for (let i = 0; i < light.length; i += 4) light.set([255, 255, 64, 255], i);
  geometry.setAttribute("_light", new THREE.BufferAttribute(light, 4, true));
}

function known(made, material, hasColours) {
  const key = `${material.uuid} ${hasColours}`;
  if (!made.has(key)) made.set(key, surface(material, hasColours));
  return made.get(key);
}

// Nothing moves here: matrices are computed once.
function freeze(scene) {
  scene.updateMatrixWorld(true);
  scene.traverse((node) => { node.matrixAutoUpdate = false; node.matrixWorldAutoUpdate = false; });
}

// What is walked on; leaves (`walk: false`) are left out.
export async function floor(url, renderer) {
  const gltf = await loader(renderer).loadAsync(url);
  const meshes = [];
  gltf.scene.updateMatrixWorld(true);
  gltf.scene.traverse((node) => {
    if (!node.isMesh) return;
    const walk = node.userData.walk ?? node.parent?.userData.walk;
    if (walk === false) return;
    // One stands on either side of a floor that was drawn upside down, as at the kiosk.
    node.material.side = THREE.DoubleSide;
    node.geometry.computeBoundingBox();
    meshes.push(node);
  });
  return meshes;
}
