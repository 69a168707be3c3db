// Rays against the floor: where one can stand, what is pointed at, what stands in the way.
import * as THREE from "three";

const UP = new THREE.Vector3(0, 1, 0);
const DOWN = new THREE.Vector3(0, -1, 0);
// A surface steeper than this is no floor: the kiosk's visitor slides there too.
const FLOOR_COS = Math.cos(THREE.MathUtils.degToRad(46));
// How high a step one takes, and how far down one looks for the ground.
const STEP_M = 0.5;
const REACH_M = 60;

export class Ground {
  #meshes;
  #boxes;
  #ray = new THREE.Raycaster();

  constructor(meshes) {
    this.#meshes = meshes;
    this.#boxes = meshes.map((mesh) => mesh.geometry.boundingBox.clone().applyMatrix4(mesh.matrixWorld));
  }

  // The nearest hit; only of meshes whose box the ray meets.
  #hit(far) {
    this.#ray.far = far;
    const near = new THREE.Vector3();
    const met = this.#meshes.filter((_, i) => this.#ray.ray.intersectBox(this.#boxes[i], near) !== null
      && near.distanceTo(this.#ray.ray.origin) <= far + this.#boxes[i].getSize(new THREE.Vector3()).length());
    return this.#ray.intersectObjects(met, false)[0] ?? null;
  }

  // What is pointed at on the screen, with the surface's upward normal.
  pointed(pointer, camera) {
    this.#ray.setFromCamera(pointer, camera);
    const hit = this.#hit(20000);
    if (!hit) return null;
    const normal = hit.face.normal.clone().transformDirection(hit.object.matrixWorld);
    return { point: hit.point, isFloor: Math.abs(normal.dot(UP)) >= FLOOR_COS };
  }

  // The floor below feet that stand there, one step up allowed; null where there is none.
  below(feet, reach = REACH_M) {
    this.#ray.set(feet.clone().addScaledVector(UP, STEP_M), DOWN);
    const hit = this.#hit(reach + STEP_M);
    return hit ? hit.point.y : null;
  }

  // Whether something stands within so many metres in that direction, at the height of the hips.
  isBlocked(feet, direction, metres) {
    this.#ray.set(feet.clone().addScaledVector(UP, 0.9), direction);
    return this.#hit(metres) !== null;
  }
}
