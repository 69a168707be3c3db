// Somebody who walks in the model at eye height: keys, buttons, dragging to look. Poses are the kiosk's: feet in metres, yaw in
// degrees clockwise from −Z, pitch above the horizon.
import * as THREE from "three";

const EYE_M = 1.6;
const PITCH_MAX = 80;
const WALK_M_PER_S = 3;
const TURN_DEG_PER_S = 70;
const BODY_M = 0.35;

const rad = THREE.MathUtils.degToRad;

export class Visitor {
  constructor(camera, pose) {
    this.camera = camera;
    this.ground = null;
    this.held = new Set();
    this.stand(pose);
  }

  // Stands and looks there; on the floor below, where there is one near.
  stand([x, y, z, yaw, pitch]) {
    this.feet = new THREE.Vector3(x, y, z);
    this.yaw = yaw;
    this.pitch = pitch;
    const floor = this.ground?.below(this.feet, 3);
    if (floor !== null && floor !== undefined) this.feet.y = floor;
    this.show();
  }

  get pose() {
    return [this.feet.x, this.feet.y, this.feet.z, this.yaw, this.pitch];
  }

  look(yaw, pitch) {
    this.yaw = ((yaw + 180) % 360 + 360) % 360 - 180;
    this.pitch = Math.min(PITCH_MAX, Math.max(-PITCH_MAX, pitch));
    this.show();
  }

  // Turns (right is positive) and walks (forward is positive), by so many degrees and metres.
  move(turnDeg, walkM) {
    if (turnDeg) this.look(this.yaw + turnDeg, this.pitch);
    if (!walkM) return;
    const forward = new THREE.Vector3(Math.sin(rad(this.yaw)), 0, -Math.cos(rad(this.yaw))).multiplyScalar(Math.sign(walkM));
    if (this.ground?.isBlocked(this.feet, forward, Math.abs(walkM) + BODY_M)) return;
    const next = this.feet.clone().addScaledVector(forward, Math.abs(walkM));
    const floor = this.ground?.below(next);
    if (floor === null) return;
    if (floor !== undefined) next.y = floor;
    this.feet.copy(next);
    this.show();
  }

  // What held keys do in so many seconds; whether anything moved.
  tick(seconds) {
    const has = (...keys) => keys.some((key) => this.held.has(key));
    const turn = (has("right") ? 1 : 0) - (has("left") ? 1 : 0);
    const walk = (has("forward") ? 1 : 0) - (has("back") ? 1 : 0);
    if (!turn && !walk) return false;
    this.move(turn * TURN_DEG_PER_S * seconds, walk * WALK_M_PER_S * seconds);
    return true;
  }

  show() {
    this.camera.position.copy(this.feet);
    this.camera.position.y += EYE_M;
    this.camera.rotation.set(rad(this.pitch), -rad(this.yaw), 0, "YXZ");
  }
}

// Which move a key asks for, by its place on the keyboard: WASD and ZQSD are the same keys.
export const MOVES = {
  ArrowUp: "forward", KeyW: "forward", ArrowDown: "back", KeyS: "back",
  ArrowLeft: "left", KeyA: "left", ArrowRight: "right", KeyD: "right",
};
