// The light of the place: a June morning in a village. One set of figures for surfaces, haze and sky, so that the
// far hills melt into the very sky behind them. All colours are linear.
#define_import_path belvedere::daylight

// What a surface that faces the sun receives of it: warm, low in the morning.
const SUN = vec3<f32>(2.30, 1.86, 1.32);
// From the sky overhead, and from the haze at the horizon.
const ZENITH = vec3<f32>(0.46, 0.66, 1.02);
const HORIZON = vec3<f32>(0.70, 0.76, 0.84);
// From sunlit ground and walls.
const BOUNCE = vec3<f32>(0.62, 0.48, 0.34);
// How far one sees: what is left of a colour after so many metres is 1/e.
const CLEAR_M = 900.0;

/// What a surface receives. `seen`: how much it sees of sun, sky and sunlit surroundings.
fn received(normal: vec3<f32>, sun_towards: vec3<f32>, seen: vec3<f32>) -> vec3<f32> {
    let sun = SUN * (max(dot(normal, sun_towards), 0.0) * seen.r);
    let sky = mix(HORIZON * 0.72, ZENITH, normal.y * 0.5 + 0.5) * seen.g;
    return sun + sky * 0.62 + BOUNCE * seen.b;
}

/// Leaves: the sun shines through them, and they have no one side.
fn received_by_leaves(normal: vec3<f32>, sun_towards: vec3<f32>, seen: vec3<f32>) -> vec3<f32> {
    let facing = dot(normal, sun_towards);
    let sun = SUN * ((0.30 + 0.70 * max(facing, -0.55 * facing)) * seen.r);
    let sky = mix(HORIZON * 0.72, ZENITH, normal.y * 0.35 + 0.6) * seen.g;
    return sun + sky * 0.62 + BOUNCE * seen.b;
}

// What lies below the horizon of a model that brings no ground: bare and far, so that nobody floats in the dark.
const PLAIN = vec3<f32>(0.40, 0.385, 0.355);

/// The sky in a direction of length 1, and a plain below it.
fn sky(towards: vec3<f32>, sun_towards: vec3<f32>) -> vec3<f32> {
    let height = max(towards.y, 0.0);
    let deep = vec3<f32>(0.135, 0.31, 0.74);
    let pale = vec3<f32>(0.60, 0.735, 0.88);
    let near_sun = max(dot(towards, sun_towards), 0.0);
    let glow = pow(near_sun, 6.0) * 0.22 + pow(near_sun, 64.0) * 0.55 + pow(near_sun, 900.0) * 6.0;
    let warm = pow(near_sun, 3.0) * exp(-height * 5.0) * 0.25;
    let blue = mix(deep, pale, exp(-height * 3.4));
    let light = blue + vec3<f32>(1.0, 0.86, 0.62) * (glow + warm);
    return mix(light, PLAIN, 1.0 - exp(min(towards.y, 0.0) * 9.0));
}

/// The haze in front of something that far away, in that direction: what it adds, and how much it leaves.
fn haze(towards: vec3<f32>, distance_m: f32, sun_towards: vec3<f32>) -> vec4<f32> {
    let left = exp(-distance_m / CLEAR_M);
    let level = normalize(vec3<f32>(towards.x, max(towards.y, 0.0) * 0.3 + 0.02, towards.z));
    let near_sun = max(dot(level, sun_towards), 0.0);
    let colour = vec3<f32>(0.56, 0.70, 0.86) + vec3<f32>(0.34, 0.25, 0.10) * pow(near_sun, 4.0);
    return vec4<f32>(colour * (1.0 - left), left);
}

/// The curve from light to screen: a soft shoulder, deep but open shadows.
fn tone(light: vec3<f32>) -> vec3<f32> {
    let x = light * 0.62;
    return (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14);
}
