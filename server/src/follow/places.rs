//! Where an anchor of an older exhibit may be in the current one: at the same coordinates of the scene, and, where the scene was
//! placed anew in between, at the same place on Earth.

use std::collections::HashMap;

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::placement::{Placement, SceneFrame};

use super::mesh_of;
use crate::blobs::Blobs;
use crate::convert::Sought;
use crate::store::anchor::Standing;

/// What the current exhibit has for an anchor.
pub(super) enum Look {
    /// The surfaces that it is on already.
    Same,
    /// Nothing: its variant is no longer shown.
    Gone,
    /// Another mesh, and where to look on it.
    On(ContentHash, Sought),
}

/// The exhibits that anchors stand in, as they are met.
pub(super) struct Exhibits<'a> {
    blobs: &'a Blobs,
    current: ContentHash,
    manifest: &'a Manifest,
    /// None for one that was published elsewhere, or whose manifest is damaged.
    older: HashMap<ContentHash, Option<Manifest>>,
}

impl<'a> Exhibits<'a> {
    pub(super) fn new(blobs: &'a Blobs, current: ContentHash, manifest: &'a Manifest) -> Self {
        Self { blobs, current, manifest, older: HashMap::new() }
    }

    pub(super) async fn look(&mut self, one: &Standing) -> Look {
        if one.exhibit == self.current {
            return Look::Same;
        }
        let older =
            self.older(one.exhibit).await.map(|older| (mesh_of(older, &one.variant), older.scene.placement.clone()));
        let now = &self.manifest.scene.placement;
        match (mesh_of(self.manifest, &one.variant), older) {
            // Of another scene of the consultation, for all that is known.
            (None, None) if !one.is_of_scene => Look::Same,
            (None, _) => Look::Gone,
            (Some(mesh), Some((Some(before), placement))) if mesh.hash == before.hash && placement == *now => {
                Look::Same
            }
            (Some(mesh), older) => {
                Look::On(mesh.hash, sought(one, older.map(|(_, placement)| placement).as_ref(), now))
            }
        }
    }

    async fn older(&mut self, revision: ContentHash) -> Option<&Manifest> {
        if !self.older.contains_key(&revision) {
            let bytes = self.blobs.bytes(revision).await.ok();
            let manifest = bytes.and_then(|bytes| Manifest::from_bytes(&bytes).ok());
            self.older.insert(revision, manifest);
        }
        self.older.get(&revision)?.as_ref()
    }
}

fn sought(one: &Standing, before: Option<&Placement>, now: &Placement) -> Sought {
    let mut places_m = vec![one.place.position_m];
    let moved = before.filter(|before| *before != now);
    places_m
        .extend(moved.and_then(|before| same_place(&before.frame().ok()?, &now.frame().ok()?, one.place.position_m)));
    Sought { places_m, normal: one.place.normal, node: one.place.node.clone() }
}

/// The same place on Earth in another frame.
fn same_place(before: &SceneFrame, now: &SceneFrame, position_m: [f64; 3]) -> Option<[f64; 3]> {
    if before.crs() == now.crs() {
        return Some(now.scene_from_crs(before.crs_from_scene(position_m)));
    }
    now.scene_from_geo(before.geo_from_scene(position_m).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use belvedere_domain::geodesy::Crs;
    use belvedere_domain::placement::{HeightReference, PlacementMethod, UpAxis};

    use super::*;

    fn placed(crs: Crs, easting_m: f64, northing_m: f64) -> Placement {
        Placement {
            crs,
            easting_m,
            northing_m,
            height_m: 170.0,
            height_reference: HeightReference::Unstated,
            heading_deg: 0.0,
            scale: 1.0,
            up_axis: UpAxis::Y,
            method: PlacementMethod::Typed,
            accuracy_m: 0.1,
        }
    }

    #[test]
    fn a_scene_placed_anew_is_looked_at_in_both_ways() {
        let before = placed(Crs::Lambert93, 842_000.0, 6_520_000.0);
        let now = placed(Crs::Lambert93, 842_100.0, 6_520_000.0);
        let frame = |placement: &Placement| placement.frame().expect("a frame");
        let moved = same_place(&frame(&before), &frame(&now), [150.0, 2.0, 30.0]).expect("a place");
        assert!(
            (moved[0] - 50.0).abs() < 0.2 && (moved[1] - 2.0).abs() < 1e-9 && (moved[2] - 30.0).abs() < 0.1,
            "{moved:?}"
        );

        let other = placed(Crs::Cc46, 1_842_000.0, 5_176_000.0);
        let there = same_place(&frame(&before), &frame(&other), [150.0, 2.0, 30.0]).expect("a place");
        let back = same_place(&frame(&other), &frame(&before), there).expect("a place");
        assert!((back[0] - 150.0).abs() < 0.01 && (back[2] - 30.0).abs() < 0.01, "{back:?}");
    }
}
