//! Levels of detail: of each part, the simplest form is drawn whose error stays too small to be seen from where the visitor
//! stands. Parts near by are always drawn whole.

use bevy::camera::primitives::Aabb;
use bevy::prelude::*;

use crate::Step;
use crate::world::camera::Eye;

/// How large an error may look (px).
const ERROR_PX: f32 = 1.5;
/// A form that is shown is kept until one is farther than this share beyond where the next would do, so that who stands at the
/// limit sees nothing change to and fro.
const MARGIN: f32 = 1.15;

/// The forms of a part.
#[derive(Component, Debug)]
pub(super) struct Levels {
    /// As it is.
    pub whole: Handle<Mesh>,
    /// Simpler, each with its error (m); the finest first.
    pub simpler: Vec<(f32, Handle<Mesh>)>,
}

impl Levels {
    /// The form for an eye at `distance_m`, where a radian is `radian_px` pixels wide, while `shown` is drawn.
    fn at(&self, distance_m: f32, radian_px: f32, shown: &Handle<Mesh>) -> &Handle<Mesh> {
        let fits = |(error_m, mesh): &&(f32, Handle<Mesh>)| {
            let needed_m = error_m * radian_px / ERROR_PX;
            distance_m >= if mesh == shown { needed_m } else { MARGIN * needed_m }
        };
        self.simpler.iter().rfind(fits).map_or(&self.whole, |(_, mesh)| mesh)
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, choose.in_set(Step::Show));
}

/// Parts lie in the scene frame, untransformed.
fn choose(eye: Query<(&Camera, &Projection, &Transform), With<Eye>>, mut parts: Query<(&Levels, &Aabb, &mut Mesh3d)>) {
    let Ok((camera, projection, transform)) = eye.single() else {
        return;
    };
    let (Projection::Perspective(lens), Some(size)) = (projection, camera.physical_viewport_size()) else {
        return;
    };
    let radian_px = size.y as f32 / (2.0 * (lens.fov / 2.0).tan());
    for (levels, bounds, mut mesh) in &mut parts {
        let wanted = levels.at(distance_m(bounds, transform.translation), radian_px, &mesh.0);
        if *wanted != mesh.0 {
            mesh.0 = wanted.clone();
        }
    }
}

/// From the eye to the nearest point of the box; 0 inside.
fn distance_m(bounds: &Aabb, eye: Vec3) -> f32 {
    let beyond = (eye - Vec3::from(bounds.center)).abs() - Vec3::from(bounds.half_extents);
    beyond.max(Vec3::ZERO).length()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::asset::uuid::Uuid;

    fn mesh(number: u128) -> Handle<Mesh> {
        Handle::Uuid(Uuid::from_u128(number), std::marker::PhantomData)
    }

    /// At 750 pixels a radian, an error of 4 cm is as large as allowed at 20 m, and one of 16 cm at 80 m.
    fn levels() -> Levels {
        Levels { whole: mesh(0), simpler: vec![(0.04, mesh(1)), (0.16, mesh(2))] }
    }

    #[test]
    fn near_all_is_whole_and_far_the_error_stays_below_a_pixel_and_a_half() {
        let levels = levels();
        let at = |distance_m: f32| levels.at(distance_m, 750.0, &levels.whole);
        assert_eq!([0.0, 19.0, 25.0, 79.0, 100.0].map(at), [&mesh(0), &mesh(0), &mesh(1), &mesh(1), &mesh(2)]);
        for distance_m in (1..500).map(|metres| metres as f32) {
            let shown = at(distance_m);
            let error_m = levels.simpler.iter().find(|(_, mesh)| mesh == shown).map_or(0.0, |(error_m, _)| *error_m);
            assert!(error_m / distance_m * 750.0 <= ERROR_PX);
        }
    }

    #[test]
    fn who_stands_at_the_limit_sees_nothing_change_to_and_fro() {
        let levels = levels();
        assert_eq!(levels.at(21.0, 750.0, &mesh(0)), &mesh(0));
        assert_eq!(levels.at(21.0, 750.0, &mesh(1)), &mesh(1));
        assert_eq!(levels.at(19.9, 750.0, &mesh(1)), &mesh(0));
    }

    #[test]
    fn the_distance_is_that_of_the_nearest_side() {
        let bounds = Aabb::from_min_max(Vec3::ZERO, Vec3::new(10.0, 4.0, 10.0));
        assert_eq!(distance_m(&bounds, Vec3::new(5.0, 1.6, 5.0)), 0.0);
        assert_eq!(distance_m(&bounds, Vec3::new(13.0, 8.0, 5.0)), 5.0);
    }
}
