//! Where the sun stands: the light in the chunks was baked for it.

use bevy::prelude::*;

/// The sun of the scene.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Sun {
    /// Towards it, of length 1, in the scene frame.
    pub towards: Vec3,
}

impl Default for Sun {
    /// A June morning at nine in the middle of France, as the server bakes it: azimuth 95°, height 42°.
    fn default() -> Self {
        let (azimuth, height) = (95.0_f32.to_radians(), 42.0_f32.to_radians());
        Self { towards: Vec3::new(azimuth.sin() * height.cos(), height.sin(), -azimuth.cos() * height.cos()) }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Sun>();
}
