// A surface under baked light. The work is done at the vertices: a fragment costs one texture read, one
// multiplication, one addition and the tone curve.
#import bevy_pbr::{
    mesh_functions::get_world_from_local,
    mesh_view_bindings::view,
}
#import belvedere::daylight

struct Figures {
    color: vec4<f32>,
    sun_towards: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> figures: Figures;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var picture: texture_2d<f32>;
@group(#{MATERIAL_BIND_GROUP}) @binding(2) var picture_sampler: sampler;

struct Vertex {
    @builtin(instance_index) instance_index: u32,
    @location(0) position: vec3<f32>,
    @location(1) normal: vec4<f32>,
    @location(2) uv: vec2<f32>,
    @location(3) light: vec4<f32>,
    @location(4) color: vec4<f32>,
}

struct Fragment {
    @builtin(position) position: vec4<f32>,
    @location(0) uv: vec2<f32>,
    // What the picture is multiplied with, haze included.
    @location(1) light: vec4<f32>,
    // What the haze adds.
    @location(2) haze: vec3<f32>,
}

@vertex
fn vertex(in: Vertex) -> Fragment {
    var out: Fragment;
    let world = (get_world_from_local(in.instance_index) * vec4<f32>(in.position, 1.0)).xyz;
    out.position = view.clip_from_world * vec4<f32>(world, 1.0);
    out.uv = in.uv;
    let colour = figures.color * in.color;
#ifdef GLOWS
    out.light = colour;
    out.haze = vec3<f32>(0.0);
#else
    let sun_towards = figures.sun_towards.xyz;
#ifdef MASKED
    let received = daylight::received_by_leaves(in.normal.xyz, sun_towards, in.light.rgb);
#else
    let received = daylight::received(in.normal.xyz, sun_towards, in.light.rgb);
#endif
    let from_eye = world - view.world_position;
    let distance_m = length(from_eye);
    let haze = daylight::haze(from_eye / max(distance_m, 0.001), distance_m, sun_towards);
    out.light = vec4<f32>(colour.rgb * received * haze.w, colour.a);
    out.haze = haze.rgb;
#endif
    return out;
}

@fragment
fn fragment(in: Fragment) -> @location(0) vec4<f32> {
    let seen = textureSample(picture, picture_sampler, in.uv);
    let alpha = seen.a * in.light.a;
#ifdef MASKED
    if (alpha < figures.sun_towards.w) {
        discard;
    }
#endif
#ifdef GLOWS
    return vec4<f32>(seen.rgb * in.light.rgb, alpha);
#else
    return vec4<f32>(daylight::tone(seen.rgb * in.light.rgb + in.haze), alpha);
#endif
}
