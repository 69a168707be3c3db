//! The village around the square.

use std::f32::consts::{FRAC_PI_2, PI};

use super::super::furniture::{lamp_post, letter_box, plate, wall_lamp};
use super::super::geom::{Frame, V2, p2, p3};
use super::super::house::Kind;
use super::super::landmark::{church, lavoir, mairie};
use super::super::plan::LAVOIR;
use super::super::scenery::{bushes, churchyard_wall, garden_walls, rock, village_trees, vine_rows, woods};
use super::Builder;

/// The scene's layers that variants add to.
pub struct Layers {
    pub square: usize,
    pub trees: usize,
    pub furniture: usize,
}

/// Where the church's door stands.
pub const CHURCH_AT: V2 = p2(40.0, -1.5);

/// Builds all that the variants share.
pub fn build(b: &mut Builder) -> Layers {
    let land = b.scene.group(0, "Terrain");
    let square = b.scene.group(0, "Place");
    let buildings = b.scene.group(0, "Bâti existant");
    let walls = b.scene.group(0, "Murs et murets");
    let trees = b.scene.group(0, "Arbres");
    let furniture = b.scene.group(0, "Mobilier");
    ground(b, land, square);
    houses(b, buildings);
    landmarks(b, buildings);
    stone_walls(b, walls);
    for planting in village_trees(&b.ground, &b.village.settlement) {
        b.plant(trees, planting);
    }
    for planting in bushes(&b.ground, &b.village.settlement) {
        b.plant(trees, planting);
    }
    far(b, land);
    street_furniture(b, furniture);
    Layers { square, trees, furniture }
}

fn ground(b: &mut Builder, land: usize, square: usize) {
    let settlement = &b.village.settlement;
    let meshes = b.ground.meshes(&|p| settlement.covers(p, -0.6));
    b.scene.place(land, "Rues et jardins", meshes.streets, Frame::default());
    b.scene.place(land, "Coteaux", meshes.land, Frame::default());
    b.scene.place(square, "Sol de la place", meshes.square, Frame::default());
}

fn houses(b: &mut Builder, layer: usize) {
    let village = b.village;
    for lot in &village.settlement.lots {
        let name = match lot.house.kind {
            Kind::Barn => b.numbered("Grange"),
            Kind::Gallery => b.numbered("Maison à galerie"),
            Kind::Shop(2) => "Boulangerie".into(),
            Kind::Shop(3) => "Café de la Place".into(),
            Kind::Shop(4) => "Épicerie".into(),
            Kind::Shop(5) => "Pharmacie".into(),
            Kind::Shop(6) => "Cave des vignerons".into(),
            Kind::Shop(_) => b.numbered("Commerce"),
            Kind::Plain => b.numbered("Maison"),
        };
        b.scene.place(layer, &name, lot.house.build(), lot.frame);
    }
}

fn landmarks(b: &mut Builder, layer: usize) {
    let base = |p: V2| super::super::terrain::base_height(p) + 0.12;
    let frame = Frame { at: CHURCH_AT.at(base(CHURCH_AT) + 0.02), turn: -FRAC_PI_2 };
    b.scene.place(layer, "Église Saint-Aubin", church(), frame);
    let door = p2(-0.5, -22.9);
    b.scene.place(layer, "Mairie", mairie(), Frame { at: door.at(base(door) + 0.05), turn: 0.0 });
    let [a, d, c, e] = LAVOIR;
    let (front, back) = ((a + e) * 0.5, (d + c) * 0.5);
    let facing = front - back;
    let foot = back + (front - back) * 0.72;
    b.scene.place(layer, "Lavoir", lavoir(), Frame::facing(foot.at(base(foot)), facing));
}

fn stone_walls(b: &mut Builder, layer: usize) {
    for mesh in garden_walls(&b.ground, &b.village.settlement) {
        let name = b.numbered("Muret");
        b.scene.place(layer, &name, mesh, Frame::default());
    }
    let mesh = churchyard_wall(&b.ground);
    b.scene.place(layer, "Mur du cimetière", mesh, Frame::default());
}

fn far(b: &mut Builder, layer: usize) {
    let plots: Vec<(usize, V2, f32)> = b
        .village
        .fields
        .plots
        .iter()
        .enumerate()
        .filter(|(_, p)| p.at.length() < 200.0)
        .map(|(i, p)| (i, p.at, p.turn))
        .collect();
    let mesh = vine_rows(&b.ground, &b.village.plan, &b.village.settlement, &plots);
    b.scene.place(layer, "Rangs de vigne", mesh, Frame::default());
    let mesh = woods(&b.ground);
    b.scene.place(layer, "Bois des coteaux", mesh, Frame::default());
    b.scene.place(layer, "La Roche", rock(), Frame::default());
}

fn street_furniture(b: &mut Builder, layer: usize) {
    let village = b.village;
    let mut lit: Vec<V2> = Vec::new();
    for lot in &village.settlement.lots {
        let at = lot.frame.plan(lot.house.w / 2.0 - 0.45, 0.0);
        let central = at.length() < 75.0;
        if central && lot.house.kind != Kind::Gallery && lit.iter().all(|p| (*p - at).length() > 19.0) {
            let foot = lot.frame.to_scene(p3(lot.house.w / 2.0 - 0.7, 3.15, 0.0));
            b.put_at(layer, "Lanterne", "Lanterne murale", wall_lamp, Frame { at: foot, turn: lot.frame.turn }, 1.0);
            lit.push(at);
        }
    }
    for (x, z, turn) in [(34.5, -8.2, 0.0), (34.5, 6.2, PI)] {
        b.put(layer, "Réverbère", lamp_post, p2(x, z), turn, 1.0);
    }
    b.put(layer, "Boîte aux lettres", letter_box, p2(8.6, -21.9), 0.0, 1.0);
    plates(b, layer);
}

/// A street plate on the first house of some streets.
fn plates(b: &mut Builder, layer: usize) {
    let village = b.village;
    for (near, sign) in [(p2(14.0, 19.0), 9), (p2(-14.0, 19.0), 10), (p2(-34.0, -14.0), 11), (p2(22.0, -23.0), 12)] {
        let key = |l: &&super::super::settlement::Lot| (l.frame.at.plan() - near).length();
        let usable = village.settlement.lots.iter().filter(|l| !matches!(l.house.kind, Kind::Gallery | Kind::Shop(_)));
        if let Some(lot) = usable.min_by(|p, q| key(p).total_cmp(&key(q))) {
            let at = lot.frame.to_scene(p3(-lot.house.w / 2.0 + 0.85, 2.6, 0.03));
            b.put_at(
                layer,
                "Plaque de rue",
                &format!("Plaque {sign}"),
                || plate(sign),
                Frame { at, turn: lot.frame.turn },
                1.0,
            );
        }
    }
}
