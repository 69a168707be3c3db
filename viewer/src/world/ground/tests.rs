//! A walker's rights and limits, on grounds built here.

use super::*;

/// A flat square of ground, 20 m wide.
pub(crate) fn floor() -> NamedMesh {
    slab("floor", [-10.0, -0.2, -10.0], [10.0, 0.0, 10.0])
}

/// A box.
pub(crate) fn slab(node: &str, low: [f32; 3], high: [f32; 3]) -> NamedMesh {
    let corner = |i: u8| [0, 1, 2].map(|axis| if i & (1 << axis) == 0 { low[axis] } else { high[axis] });
    NamedMesh {
        node: node.into(),
        solid: true,
        positions: (0..8).map(corner).collect(),
        indices: vec![
            [0, 2, 1],
            [1, 2, 3],
            [4, 5, 6],
            [5, 7, 6],
            [0, 1, 4],
            [1, 5, 4],
            [2, 6, 3],
            [3, 6, 7],
            [0, 4, 2],
            [2, 4, 6],
            [1, 3, 5],
            [3, 7, 5],
        ],
    }
}

pub(crate) fn ground(meshes: &[NamedMesh]) -> Ground {
    Ground::of(meshes).expect("there is a floor")
}

/// Walks for some seconds at walking pace.
pub(crate) fn walk(ground: &Ground, from_m: [f64; 3], towards: [f64; 2], seconds: f64) -> Body {
    let mut body = Body::at(from_m, ground);
    let tick = 1.0 / 30.0;
    for _ in 0..(seconds / tick) as u32 {
        let step = BodyStep { x_m: towards[0] * 1.4 * tick, z_m: towards[1] * 1.4 * tick, seconds: tick };
        body = ground.step(body, step);
    }
    body
}

#[test]
fn a_walker_keeps_walking_pace() {
    let body = walk(&ground(&[floor()]), [0.0; 3], [1.0, 0.0], 2.0);
    assert!((body.feet_m[0] - 2.8).abs() < 0.1, "{body:?}");
    assert!(body.feet_m[1].abs() < 0.03 && body.stands, "{body:?}");
}

#[test]
fn a_step_of_30_cm_is_climbed_and_one_of_45_is_not() {
    for (height, climbed) in [(0.30, true), (0.45, false)] {
        let ground = ground(&[floor(), slab("step", [2.0, 0.0, -3.0], [6.0, height, 3.0])]);
        let body = walk(&ground, [0.0; 3], [1.0, 0.0], 3.0);
        assert_eq!(body.feet_m[0] > 3.0, climbed, "{height}: {body:?}");
        assert_eq!(body.feet_m[1] > 0.2, climbed, "{height}: {body:?}");
    }
}

#[test]
fn stairs_are_walked_up_and_down() {
    let steps = (0..8).map(|i| {
        let x = 1.0 + 0.3 * i as f32;
        slab("stairs", [x, 0.0, -2.0], [5.0, 0.17 * (i + 1) as f32, 2.0])
    });
    let ground = ground(&steps.chain([floor()]).collect::<Vec<_>>());
    let up = walk(&ground, [0.0; 3], [1.0, 0.0], 3.0);
    assert!(up.feet_m[1] > 1.3, "{up:?}");
    let down = walk(&ground, up.feet_m, [-1.0, 0.0], 4.0);
    assert!(down.feet_m[1] < 0.05 && down.stands, "{down:?}");
}

#[test]
fn a_wall_is_slid_along_and_never_crossed() {
    let ground = ground(&[floor(), slab("wall", [2.0, 0.0, -9.0], [2.2, 3.0, 9.0])]);
    let slant = std::f64::consts::FRAC_1_SQRT_2;
    let body = walk(&ground, [0.0; 3], [slant, slant], 4.0);
    assert!(body.feet_m[0] < 2.0 - 0.2, "{body:?}");
    assert!(body.feet_m[2] > 3.0, "{body:?}");
}

#[test]
fn a_slope_of_30_degrees_is_walked_and_one_of_60_is_not() {
    for (rise, walked) in [(1.155, true), (3.46, false)] {
        let ramp = NamedMesh {
            node: "ramp".into(),
            solid: true,
            positions: vec![[2.0, 0.0, -3.0], [2.0, 0.0, 3.0], [4.0, rise, -3.0], [4.0, rise, 3.0]],
            indices: vec![[0, 1, 2], [1, 3, 2]],
        };
        let body = walk(&ground(&[floor(), ramp]), [0.0; 3], [1.0, 0.0], 2.6);
        assert_eq!(body.feet_m[1] > 0.4, walked, "{rise}: {body:?}");
    }
}

#[test]
fn the_edge_of_the_world_holds() {
    let body = walk(&ground(&[floor()]), [8.0, 0.0, 0.0], [1.0, 0.2], 6.0);
    assert!(body.feet_m[0] <= 9.61 && body.feet_m[1] > -0.1, "{body:?}");
}

#[test]
fn twenty_thousand_random_steps_never_leave_the_world() {
    let ground = ground(&[
        floor(),
        slab("house", [1.0, 0.0, 1.0], [5.0, 4.0, 6.0]),
        slab("step", [-6.0, 0.0, -6.0], [-3.0, 0.3, -2.0]),
        slab("wall", [-8.0, 0.0, 2.0], [-2.0, 1.0, 2.3]),
        // A hole in the world, far from the floor.
        slab("island", [14.0, 0.0, -2.0], [18.0, 0.2, 2.0]),
    ]);
    let mut body = Body::at([0.0; 3], &ground);
    let mut seed = 0x2545_f491_u32;
    let mut random = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(seed >> 8) / f64::from(1_u32 << 24)
    };
    let mut heading = 0.0;
    for count in 0..20_000 {
        if count % 25 == 0 {
            heading = random() * std::f64::consts::TAU;
        }
        let pace_m = 0.3 * random();
        let step = BodyStep { x_m: pace_m * heading.cos(), z_m: pace_m * heading.sin(), seconds: 0.1 };
        body = ground.step(body, step);
        let [x, y, z] = body.feet_m;
        assert!(x.abs() <= 18.0 && z.abs() <= 10.0 && (-0.1..4.2).contains(&y), "{count}: {body:?}");
    }
}

#[test]
fn a_ray_names_what_it_hits_within_a_millimetre() {
    let mut tree = slab("tree", [-1.0, 0.0, 4.0], [1.0, 5.0, 4.2]);
    tree.solid = false;
    let ground = ground(&[floor(), slab("house", [3.0, 0.0, -2.0], [7.0, 4.0, 2.0]), tree]);
    let hit = ground.pick([0.0, 1.6, 0.5], [1.0, 0.0, 0.0], 100.0).expect("the house stands there");
    assert_eq!(&*hit.node, "house");
    assert!((hit.position_m[0] - 3.0).abs() < 1e-3 && (hit.position_m[1] - 1.6).abs() < 1e-3);
    assert!((hit.normal[0] + 1.0).abs() < 1e-6, "{hit:?}");
    let hit = ground.pick([0.0, 1.6, 0.0], [0.0, 0.0, 1.0], 100.0).expect("the tree stands there");
    assert_eq!((&*hit.node, (hit.distance_m - 4.0).abs() < 1e-3), ("tree", true));
    let down = ground.pick([-4.0, 1.6, -4.0], [0.1, -1.0, 0.2], 100.0).expect("the floor");
    assert_eq!(&*down.node, "floor");
    assert!(down.position_m[1].abs() < 1e-3 && (down.normal[1] - 1.0).abs() < 1e-6);
}

#[test]
fn what_can_only_be_pointed_at_stops_nobody() {
    let mut tree = slab("leaves", [1.0, 0.0, -3.0], [1.5, 3.0, 3.0]);
    tree.solid = false;
    let ground = ground(&[floor(), tree]);
    assert!(walk(&ground, [0.0; 3], [1.0, 0.0], 3.0).feet_m[0] > 3.0);
    assert!(ground.cast_solid([0.0, 1.0, 0.0], [1.0, 0.0, 0.0], 50.0).is_none());
}
