// The light of the kiosk, in GLSL: the same figures and curves as viewer/src/world/daylight.wgsl, surface.wgsl and sky.wgsl.
// Light is computed at the vertices; the picture, the haze and the tone curve at the pixels.
import * as THREE from "three";

// A June morning at nine in the middle of France, as the server bakes it: azimuth 95°, height 42°.
const AZIMUTH = THREE.MathUtils.degToRad(95);
const HEIGHT = THREE.MathUtils.degToRad(42);
export const SUN_TOWARDS = new THREE.Vector3(
  Math.sin(AZIMUTH) * Math.cos(HEIGHT), Math.sin(HEIGHT), -Math.cos(AZIMUTH) * Math.cos(HEIGHT));

const DAYLIGHT = /* glsl */ `
const vec3 SUN = vec3(2.30, 1.86, 1.32);
const vec3 ZENITH = vec3(0.46, 0.66, 1.02);
const vec3 HORIZON = vec3(0.70, 0.76, 0.84);
const vec3 BOUNCE = vec3(0.62, 0.48, 0.34);
const vec3 PLAIN = vec3(0.40, 0.385, 0.355);
const float CLEAR_M = 900.0;

vec3 received(vec3 normal, vec3 sunTowards, vec3 seen) {
  vec3 sun = SUN * (max(dot(normal, sunTowards), 0.0) * seen.r);
  vec3 sky = mix(HORIZON * 0.72, ZENITH, normal.y * 0.5 + 0.5) * seen.g;
  return sun + sky * 0.62 + BOUNCE * seen.b;
}

vec3 receivedByLeaves(vec3 normal, vec3 sunTowards, vec3 seen) {
  float facing = dot(normal, sunTowards);
  vec3 sun = SUN * ((0.30 + 0.70 * max(facing, -0.55 * facing)) * seen.r);
  vec3 sky = mix(HORIZON * 0.72, ZENITH, normal.y * 0.35 + 0.6) * seen.g;
  return sun + sky * 0.62 + BOUNCE * seen.b;
}

vec3 skyLight(vec3 towards, vec3 sunTowards) {
  float height = max(towards.y, 0.0);
  vec3 deep = vec3(0.135, 0.31, 0.74);
  vec3 pale = vec3(0.60, 0.735, 0.88);
  float nearSun = max(dot(towards, sunTowards), 0.0);
  float glow = pow(nearSun, 6.0) * 0.22 + pow(nearSun, 64.0) * 0.55 + pow(nearSun, 900.0) * 6.0;
  float warm = pow(nearSun, 3.0) * exp(-height * 5.0) * 0.25;
  vec3 blue = mix(deep, pale, exp(-height * 3.4));
  vec3 light = blue + vec3(1.0, 0.86, 0.62) * (glow + warm);
  return mix(light, PLAIN, 1.0 - exp(min(towards.y, 0.0) * 9.0));
}

vec4 haze(vec3 towards, float distanceM, vec3 sunTowards) {
  float left = exp(-distanceM / CLEAR_M);
  vec3 level = normalize(vec3(towards.x, max(towards.y, 0.0) * 0.3 + 0.02, towards.z));
  float nearSun = max(dot(level, sunTowards), 0.0);
  vec3 colour = vec3(0.56, 0.70, 0.86) + vec3(0.34, 0.25, 0.10) * pow(nearSun, 4.0);
  return vec4(colour * (1.0 - left), left);
}

vec3 tone(vec3 light) {
  vec3 x = light * 0.62;
  return (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14);
}
`;

const SURFACE_VERTEX = /* glsl */ `
${DAYLIGHT}
uniform vec4 base;
uniform vec3 sunTowards;
uniform mat3 uvTransform;
attribute vec4 _light;
#ifdef HAS_COLOURS
attribute vec4 color;
#endif
varying vec2 vUv;
varying vec4 vLight;
varying vec3 vHaze;

void main() {
  mat4 placed = modelMatrix;
  #ifdef USE_INSTANCING
    placed = modelMatrix * instanceMatrix;
  #endif
  vec4 world = placed * vec4(position, 1.0);
  gl_Position = projectionMatrix * viewMatrix * world;
  vUv = (uvTransform * vec3(uv, 1.0)).xy;
  vec4 colour = base;
  #ifdef HAS_COLOURS
    colour *= color;
  #endif
  vec3 facing = normalize(mat3(placed) * normal);
  #ifdef MASKED
    vec3 light = receivedByLeaves(facing, sunTowards, _light.rgb);
  #else
    vec3 light = received(facing, sunTowards, _light.rgb);
  #endif
  vec3 fromEye = world.xyz - cameraPosition;
  float distanceM = length(fromEye);
  vec4 mist = haze(fromEye / max(distanceM, 0.001), distanceM, sunTowards);
  vLight = vec4(colour.rgb * light * mist.a, colour.a);
  vHaze = mist.rgb;
}
`;

const SURFACE_FRAGMENT = /* glsl */ `
${DAYLIGHT}
#ifdef PICTURE
uniform sampler2D picture;
#endif
uniform float cutoff;
varying vec2 vUv;
varying vec4 vLight;
varying vec3 vHaze;

void main() {
  vec4 seen = vec4(1.0);
  #ifdef PICTURE
    seen = texture2D(picture, vUv);
  #endif
  float alpha = seen.a * vLight.a;
  #ifdef MASKED
    if (alpha < cutoff) discard;
  #endif
  // Only glass mixes with what is behind it: the rim of a leaf is a leaf.
  #ifdef GLASS
    gl_FragColor = vec4(tone(seen.rgb * vLight.rgb + vHaze), alpha);
  #else
    gl_FragColor = vec4(tone(seen.rgb * vLight.rgb + vHaze), 1.0);
  #endif
  #include <colorspace_fragment>
}
`;

// The kiosk's material for what a loaded one says: base colour, picture, mask or glass, one side or both.
export function surface(loaded, hasColours) {
  const masked = loaded.alphaTest > 0;
  const defines = {};
  if (loaded.map) defines.PICTURE = "";
  if (masked) defines.MASKED = "";
  if (loaded.transparent) defines.GLASS = "";
  const base = new THREE.Vector4(loaded.color.r, loaded.color.g, loaded.color.b, loaded.opacity);
  loaded.map?.updateMatrix();
  const material = new THREE.ShaderMaterial({
    name: loaded.name,
    defines,
    uniforms: {
      base: { value: base },
      sunTowards: { value: SUN_TOWARDS },
      picture: { value: loaded.map },
      cutoff: { value: loaded.alphaTest },
      uvTransform: { value: loaded.map ? loaded.map.matrix : new THREE.Matrix3() },
    },
    vertexShader: SURFACE_VERTEX,
    fragmentShader: SURFACE_FRAGMENT,
    side: loaded.side,
    transparent: loaded.transparent,
    depthWrite: !loaded.transparent,
  });
  if (hasColours) material.defines.HAS_COLOURS = "";
  return material;
}

// The dome of the sky, at no distance, behind everything.
export function sky() {
  const material = new THREE.ShaderMaterial({
    uniforms: { sunTowards: { value: SUN_TOWARDS } },
    vertexShader: `varying vec3 vTowards;
      void main() {
        vTowards = position;
        vec4 clip = projectionMatrix * vec4(mat3(viewMatrix) * position, 1.0);
        gl_Position = clip.xyww;
      }`,
    fragmentShader: `${DAYLIGHT}
      uniform vec3 sunTowards;
      varying vec3 vTowards;
      void main() {
        gl_FragColor = vec4(tone(skyLight(normalize(vTowards), sunTowards)), 1.0);
        #include <colorspace_fragment>
      }`,
    side: THREE.BackSide,
    depthTest: false,
    depthWrite: false,
  });
  const dome = new THREE.Mesh(new THREE.SphereGeometry(10, 48, 32), material);
  dome.frustumCulled = false;
  dome.renderOrder = -1;
  return dome;
}
