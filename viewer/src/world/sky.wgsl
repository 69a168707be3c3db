// The dome of the sky: at no distance, round the eye, behind everything.
#import bevy_pbr::mesh_view_bindings::view
#import belvedere::daylight

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> sun_towards: vec4<f32>;

struct Fragment {
    @builtin(position) position: vec4<f32>,
    @location(0) colour: vec3<f32>,
}

@vertex
fn vertex(@location(0) towards: vec3<f32>) -> Fragment {
    var out: Fragment;
    let clip = view.clip_from_world * vec4<f32>(view.world_position + towards * 100.0, 1.0);
    // Depth is reversed: 0 is infinitely far.
    out.position = vec4<f32>(clip.xy, 0.0, clip.w);
    out.colour = daylight::tone(daylight::sky(normalize(towards), sun_towards.xyz));
    return out;
}

@fragment
fn fragment(in: Fragment) -> @location(0) vec4<f32> {
    return vec4<f32>(in.colour, 1.0);
}
