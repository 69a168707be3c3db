//! Frames of small models.

use glam::Vec3;

use super::*;
use crate::convert::read::Steps;
use crate::convert::scene::{Part, Scene};

fn framed(point: DVec3, said: &Said) -> (Frame, Vec<String>) {
    let mut findings = Findings::default();
    let frame = Frame::of(&[point; 3], said, &mut findings).expect("a frame");
    (frame, findings.into_sorted().into_iter().map(|finding| finding.code).collect())
}

#[test]
fn z_up_becomes_y_up_without_mirroring() {
    let turn = scene_from_model(0.001, Axis::Z);
    assert!((turn.transform_point3(DVec3::new(1000.0, 2000.0, 3000.0)) - DVec3::new(1.0, 3.0, -2.0)).length() < 1e-12);
    assert!(turn.determinant() > 0.0);
}

#[test]
fn lambert_93_is_brought_near_with_a_proposal() {
    let (frame, codes) = framed(DVec3::new(842_012.5, 203.0, -6_520_007.0), &Said::default());
    assert_eq!(codes, ["coordinates-located"]);
    assert_eq!(frame.origin, DVec3::new(842_000.0, 200.0, -6_520_000.0));
    let proposal = frame.read_as.proposal.expect("a proposal");
    assert_eq!((proposal.crs.to_string(), proposal.height_m), ("EPSG:2154".to_owned(), 200.0));
}

#[test]
fn far_coordinates_of_no_known_system_are_brought_near_and_local_ones_stay() {
    let (frame, codes) = framed(DVec3::new(3_500_012.0, 40.0, -5_600_007.0), &Said::default());
    assert!(codes.is_empty(), "told once the shapes are known: {codes:?}");
    assert_eq!(frame.offset, DVec3::new(3_500_000.0, 0.0, -5_600_000.0));
    assert_eq!(framed(DVec3::new(500.0, 40.0, -900.0), &Said::default()).0.offset, DVec3::ZERO);
    assert!(Frame::of(&[DVec3::splat(1e38)], &Said::default(), &mut Findings::default()).is_err());
}

/// Twelve walls in millimetres, 20 metres from the origin.
fn walls() -> Scene {
    let wall = |i: usize| {
        let size =
            if i.is_multiple_of(2) { Vec3::new(200.0, 3_000.0, 8_000.0) } else { Vec3::new(8_000.0, 3_000.0, 200.0) };
        let foot = Vec3::new(0.0, 3_000.0 * (i / 4) as f32, 0.0);
        Part {
            object: i,
            positions: vec![foot, foot + size, foot + Vec3::new(size.x, 0.0, size.z)],
            normals: vec![Vec3::X; 3],
            triangles: vec![[0, 1, 2]],
            ..Part::default()
        }
    };
    let parts: Vec<_> = (0..12).map(wall).collect();
    Scene { objects: vec![String::new(); parts.len()], parts, ..Scene::default() }
}

fn settled(said: &Said) -> (Scene, Vec<String>) {
    let mut findings = Findings::default();
    let mut scene = walls();
    let frame = Frame::of(&[DVec3::new(20_000.0, 0.0, 0.0)], said, &mut findings).expect("a frame");
    frame.settle(&mut scene, Steps { float_m: 0.001, rounded_m: 0.0 }, said, &mut findings);
    (scene, findings.into_sorted().into_iter().map(|finding| finding.code).collect())
}

#[test]
fn a_corrected_unit_takes_back_what_was_subtracted_from_a_near_model() {
    let (scene, codes) = settled(&Said::default());
    assert_eq!(codes, ["unit-corrected"]);
    assert_eq!((scene.read_as.scale, scene.offset_m), (0.001, [0.0; 3]));
    let (min, max) = scene.bounds();
    assert!((min - Vec3::new(20.0, 0.0, 0.0)).length() < 1e-4 && (max - Vec3::new(28.0, 9.0, 8.0)).length() < 1e-4);
    assert_eq!(scene.parts[0].normals[0], Vec3::X);
}

#[test]
fn what_the_planner_says_wins() {
    let (scene, codes) = settled(&Said { scale: Some(1.0), ..Said::default() });
    assert_eq!((scene.read_as.scale, scene.bounds().1.y), (1.0, 9_000.0));
    assert_eq!(codes, ["coordinates-recentred"]);
}
