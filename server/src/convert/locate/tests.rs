//! Figures of real places, as they stand in files.

use belvedere_domain::placement::UpAxis;

use super::*;

/// The model's middle as a file with Y up holds it.
fn y_up(east: f64, north: f64, height: f64) -> DVec3 {
    DVec3::new(east, height, -north)
}

fn seen(middle: DVec3) -> Sight {
    sight(middle, &Said::default())
}

fn sure(middle: DVec3) -> Located {
    match seen(middle) {
        Sight::Sure(located) => located,
        other => panic!("{middle}: {other:?}"),
    }
}

#[test]
fn the_systems_are_known_by_their_false_origins() {
    let places = [
        (842_000.0, 6_520_000.0, Crs::Lambert93),    // Lyon
        (652_000.0, 6_862_000.0, Crs::Lambert93),    // Paris
        (147_000.0, 6_836_000.0, Crs::Lambert93),    // Brest
        (1_180_000.0, 6_107_000.0, Crs::Lambert93),  // Ajaccio
        (2_180_000.0, 1_200_000.0, Crs::Cc42),       // Corte
        (1_893_000.0, 2_235_000.0, Crs::Cc43),       // Marseille
        (1_420_000.0, 3_190_000.0, Crs::Cc44),       // Landes
        (1_415_000.0, 4_190_000.0, Crs::Cc45),       // Gironde
        (1_842_000.0, 5_176_000.0, Crs::Cc46),       // Lyon
        (1_229_000.0, 6_229_000.0, Crs::Lambert93),  // Cap Corse
        (1_232_000.0, 6_254_000.0, Crs::Cc47),       // Belle-Île
        (1_355_000.0, 6_230_000.0, Crs::Cc47),       // Nantes
        (1_352_000.0, 7_220_000.0, Crs::Cc48),       // Rennes
        (1_652_000.0, 8_180_000.0, Crs::Cc49),       // Paris
        (1_704_000.0, 9_270_000.0, Crs::Cc50),       // Lille
        (708_000.0, 1_616_000.0, Crs::Rgaf09Utm20n), // Fort-de-France
        (338_000.0, 7_690_000.0, Crs::Rgr92Utm40s),  // Saint-Denis
        (523_000.0, 8_587_000.0, Crs::Rgm04Utm38s),  // Mamoudzou
    ];
    for (east, north, crs) in places {
        let located = sure(y_up(east, north, 170.0));
        assert_eq!((located.crs, located.scale, located.up_axis), (crs, 1.0, Axis::Y), "{east} {north}");
        let z_up = sure(DVec3::new(east, north, 170.0));
        assert_eq!((z_up.crs, z_up.up_axis, z_up.middle), (crs, Axis::Z, located.middle));
        let millimetres = sure(1_000.0 * y_up(east, north, 170.0));
        assert_eq!((millimetres.crs, millimetres.scale), (crs, 0.001));
    }
}

#[test]
fn what_may_be_two_things_is_asked() {
    let pointe_a_pitre = y_up(655_000.0, 1_797_000.0, 10.0);
    assert_eq!(seen(pointe_a_pitre), Sight::Unsure(vec![Crs::Rgaf09Utm20n]), "so has Carcassonne in Lambert II étendu");
    let cayenne = y_up(352_000.0, 545_000.0, 10.0);
    assert_eq!(seen(cayenne), Sight::Unsure(vec![Crs::Rgfg95Utm22n]));
}

#[test]
fn other_figures_are_no_place() {
    for middle in [
        y_up(500.0, 900.0, 12.0),
        y_up(25_000.0, -30_000.0, 0.0),
        y_up(-900_000.0, 6_500_000.0, 100.0),
        y_up(842_000.0, 6_520_000.0, 9_000.0),
        y_up(150_000.0, 463_000.0, 0.0),
        DVec3::splat(1e38),
        DVec3::splat(f64::NAN),
    ] {
        assert_eq!(seen(middle), Sight::Unknown, "{middle}");
    }
}

#[test]
fn what_the_planner_says_is_not_tried_otherwise() {
    let z_up = DVec3::new(842_000.0, 6_520_000.0, 170.0);
    assert_eq!(sight(z_up, &Said { up_axis: Some(Axis::Y), ..Said::default() }), Sight::Unknown);
    assert_eq!(sight(1_000.0 * z_up, &Said { scale: Some(1.0), ..Said::default() }), Sight::Unknown);
}

fn into(place: &Place, east: f64, north: f64, height: f64) -> DVec3 {
    place.turn * DVec3::new(east, height, -north) - place.offset
}

#[test]
fn the_proposal_gives_back_the_files_own_coordinates() {
    for middle in [y_up(842_012.5, 6_520_007.0, 171.0), y_up(1_842_049.0, 5_176_049.0, 171.0)] {
        let place = sure(middle).place(None).expect("a place");
        let placement = place.proposal.clone().expect("a proposal");
        assert_eq!((placement.easting_m % 100.0, placement.northing_m % 100.0, placement.height_m), (0.0, 0.0, 170.0));
        let frame = placement.frame().expect("a frame");
        for (east, north, up) in [(0.0, 0.0, 0.0), (2_000.0, -1_500.0, 120.0), (-900.0, 40.0, -30.0)] {
            let (e, n, h) = (middle.x + east, -middle.z + north, middle.y + up);
            let scene = into(&place, e, n, h);
            assert!(scene.length() < 2_700.0);
            let back = frame.crs_from_scene(scene.as_vec3().as_dvec3().to_array());
            let off = [back.easting_m - e, back.northing_m - n, back.height_m - h];
            assert!(off.iter().all(|off| off.abs() < 0.001), "{off:?}");
        }
    }
}

#[test]
fn a_model_near_the_scene_is_put_into_the_scenes_frame() {
    let scene = Placement {
        crs: Crs::Lambert93,
        easting_m: 842_345.5,
        northing_m: 6_519_800.25,
        height_m: 168.0,
        height_reference: HeightReference::Unstated,
        heading_deg: 30.0,
        scale: 1.0,
        up_axis: UpAxis::Y,
        method: PlacementMethod::Typed,
        accuracy_m: 0.1,
    };
    let frame = scene.frame().expect("a frame");
    let same = sure(y_up(842_012.5, 6_520_007.0, 171.0)).place(Some(&scene)).expect("a place");
    assert_eq!((same.proposal.clone(), same.origin), (None, y_up(842_345.5, 6_519_800.25, 168.0)));
    let point = CrsPoint { easting_m: 843_000.0, northing_m: 6_520_500.0, height_m: 190.0 };
    let wanted = DVec3::from(frame.scene_from_crs(point));
    assert!((into(&same, 843_000.0, 6_520_500.0, 190.0) - wanted).length() < 1e-6);

    // The same place in the zone of CC46: straight lines of one are nearly so in the other.
    let geo = Crs::Lambert93.geo_from_crs(point).expect("a place");
    let zone = Crs::Cc46.crs_from_geo(geo).expect("a place");
    let other =
        sure(y_up(zone.easting_m - 900.0, zone.northing_m + 400.0, 171.0)).place(Some(&scene)).expect("a place");
    assert!((into(&other, zone.easting_m, zone.northing_m, 190.0) - wanted).length() < 0.02);

    let far = sure(y_up(652_000.0, 6_862_000.0, 35.0)).place(Some(&scene)).expect("a place");
    assert!(far.proposal.is_some(), "Paris does not lie in a scene of Lyon");
}
