//! The materials of the village: which texture, which tint, how many metres one repeat of the texture covers.
//! Painting the textures is [`super::texture`]'s work.

use super::texture::Image;

/// A material; the order is that of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mat {
    Rubble,
    DryStone,
    Ashlar,
    PlasterCream,
    PlasterOchre,
    PlasterRose,
    PlasterSand,
    PlasterWhite,
    Tile,
    TileOld,
    Lauze,
    Asphalt,
    AsphaltWorn,
    Setts,
    Pavement,
    Kerb,
    Gravel,
    Lawn,
    Meadow,
    Vines,
    Soil,
    Rock,
    Woods,
    Bark,
    BarkPlane,
    LeafLime,
    LeafPlane,
    LeafFruit,
    LeafDense,
    Flowers,
    Oak,
    ShutterSage,
    ShutterBlue,
    ShutterWine,
    ShutterTaupe,
    ShutterGrey,
    Glass,
    Signs,
    Water,
    Palette,
}

/// All materials, in file order.
pub const ALL: [Mat; 40] = {
    use Mat::*;
    [
        Rubble,
        DryStone,
        Ashlar,
        PlasterCream,
        PlasterOchre,
        PlasterRose,
        PlasterSand,
        PlasterWhite,
        Tile,
        TileOld,
        Lauze,
        Asphalt,
        AsphaltWorn,
        Setts,
        Pavement,
        Kerb,
        Gravel,
        Lawn,
        Meadow,
        Vines,
        Soil,
        Rock,
        Woods,
        Bark,
        BarkPlane,
        LeafLime,
        LeafPlane,
        LeafFruit,
        LeafDense,
        Flowers,
        Oak,
        ShutterSage,
        ShutterBlue,
        ShutterWine,
        ShutterTaupe,
        ShutterGrey,
        Glass,
        Signs,
        Water,
        Palette,
    ]
};

/// How a material is written in the file.
pub struct Look {
    pub name: &'static str,
    pub image: Option<Image>,
    /// Linear RGB factor on the texture.
    pub tint: [f32; 3],
    pub roughness: f32,
    /// Leaves: the texture's alpha cuts, and both sides are seen.
    pub cut_out: bool,
}

const WHITE: [f32; 3] = [1.0, 1.0, 1.0];

impl Mat {
    /// Metres covered by one repeat of the texture.
    pub fn tile_m(self) -> f32 {
        use Mat::*;
        match self {
            Rubble => 2.4,
            DryStone => 1.8,
            Ashlar => 1.6,
            PlasterCream | PlasterOchre | PlasterRose | PlasterSand | PlasterWhite => 4.0,
            Tile | TileOld => 2.4,
            Lauze => 2.2,
            Asphalt => 5.0,
            AsphaltWorn => 7.5,
            Setts => 2.4,
            Pavement => 2.4,
            Kerb => 1.0,
            Gravel => 2.5,
            Lawn => 3.0,
            Meadow => 14.0,
            Vines => 9.6,
            Soil => 6.0,
            Rock => 9.0,
            Woods => 6.0,
            Bark | BarkPlane => 1.0,
            LeafDense | Flowers => 1.6,
            Oak => 1.0,
            ShutterSage | ShutterBlue | ShutterWine | ShutterTaupe | ShutterGrey => 0.8,
            _ => 1.0,
        }
    }

    /// Name, texture and tint.
    pub fn look(self) -> Look {
        use Mat::*;
        let (name, image, tint, roughness) = match self {
            Rubble => ("Pierre dorée", Image::Rubble, WHITE, 0.95),
            DryStone => ("Pierre sèche", Image::DryStone, WHITE, 0.97),
            Ashlar => ("Pierre de taille", Image::Ashlar, WHITE, 0.9),
            PlasterCream => ("Enduit crème", Image::Plaster, [0.86, 0.74, 0.56], 0.95),
            PlasterOchre => ("Enduit ocre", Image::Plaster, [0.78, 0.58, 0.34], 0.95),
            PlasterRose => ("Enduit rosé", Image::Plaster, [0.80, 0.57, 0.43], 0.95),
            PlasterSand => ("Enduit sable", Image::Plaster, [0.72, 0.61, 0.45], 0.95),
            PlasterWhite => ("Enduit blanc cassé", Image::Plaster, [0.90, 0.84, 0.73], 0.95),
            Tile => ("Tuile canal", Image::Tile, WHITE, 0.9),
            TileOld => ("Tuile canal ancienne", Image::Tile, [0.80, 0.78, 0.74], 0.93),
            Lauze => ("Lauze", Image::Lauze, WHITE, 0.95),
            Asphalt => ("Enrobé", Image::Asphalt, WHITE, 0.95),
            AsphaltWorn => ("Enrobé usé", Image::AsphaltWorn, WHITE, 0.95),
            Setts => ("Pavés calcaires", Image::Setts, WHITE, 0.9),
            Pavement => ("Dalles de trottoir", Image::Pavement, WHITE, 0.92),
            Kerb => ("Bordure calcaire", Image::Ashlar, [0.82, 0.84, 0.86], 0.92),
            Gravel => ("Stabilisé calcaire", Image::Gravel, WHITE, 0.97),
            Lawn => ("Pelouse", Image::Grass, WHITE, 0.97),
            Meadow => ("Pré", Image::Meadow, WHITE, 0.97),
            Vines => ("Rangs de vigne", Image::Vines, WHITE, 0.97),
            Soil => ("Terre calcaire", Image::Soil, WHITE, 0.97),
            Rock => ("Roche calcaire", Image::Rock, WHITE, 0.97),
            Woods => ("Sous-bois", Image::Woods, WHITE, 0.97),
            Bark => ("Écorce", Image::Bark, WHITE, 0.95),
            BarkPlane => ("Écorce de platane", Image::BarkPlane, WHITE, 0.9),
            LeafLime => ("Feuilles de tilleul", Image::LeafLime, WHITE, 0.85),
            LeafPlane => ("Feuilles de platane", Image::LeafPlane, WHITE, 0.85),
            LeafFruit => ("Feuilles de fruitier", Image::LeafFruit, WHITE, 0.85),
            LeafDense => ("Feuillage dense", Image::LeafDense, WHITE, 0.9),
            Flowers => ("Vivaces fleuries", Image::Flowers, WHITE, 0.9),
            Oak => ("Chêne", Image::Oak, WHITE, 0.85),
            ShutterSage => ("Volet sauge", Image::Planks, [0.42, 0.50, 0.38], 0.75),
            ShutterBlue => ("Volet bleu gris", Image::Planks, [0.34, 0.45, 0.53], 0.75),
            ShutterWine => ("Volet lie-de-vin", Image::Planks, [0.34, 0.12, 0.11], 0.75),
            ShutterTaupe => ("Volet taupe", Image::Planks, [0.42, 0.33, 0.25], 0.75),
            ShutterGrey => ("Volet gris clair", Image::Planks, [0.62, 0.64, 0.62], 0.75),
            Glass => ("Vitrage", Image::Glass, WHITE, 0.25),
            Signs => ("Enseignes", Image::Signs, WHITE, 0.7),
            Water => ("Eau", Image::Water, WHITE, 0.15),
            Palette => ("Nuancier", Image::Palette, WHITE, 0.7),
        };
        let cut_out = matches!(self, LeafLime | LeafPlane | LeafFruit | Flowers);
        Look { name, image: Some(image), tint, roughness, cut_out }
    }
}

/// A flat colour of the palette texture (8 × 4 swatches).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Frame,
    FrameBrown,
    Iron,
    Zinc,
    PaintWhite,
    CarWhite,
    CarGrey,
    CarBlue,
    CarRed,
    CarGreen,
    CarGlass,
    Tyre,
    Lamp,
    Tail,
    PostYellow,
    FlagBlue,
    FlagWhite,
    FlagRed,
    ParasolEcru,
    ParasolTerracotta,
    AwningGreen,
    Rope,
    Geranium,
    Wine,
    Linen,
    LampGlass,
    Number,
    Bin,
    Peach,
    Apple,
    Salad,
    Crate,
}

impl Colour {
    /// The middle of the swatch.
    pub fn uv(self) -> [f32; 2] {
        let i = self as usize;
        [((i % 8) as f32 + 0.5) / 8.0, ((i / 8) as f32 + 0.5) / 4.0]
    }

    /// sRGB, in the order of the enum.
    pub const SRGB: [[u8; 3]; 32] = [
        [226, 219, 203],
        [104, 74, 50],
        [48, 50, 52],
        [138, 142, 144],
        [224, 222, 214],
        [219, 219, 215],
        [122, 126, 131],
        [62, 84, 116],
        [140, 42, 38],
        [70, 92, 78],
        [38, 44, 50],
        [34, 34, 36],
        [236, 232, 214],
        [150, 34, 30],
        [232, 182, 40],
        [40, 62, 120],
        [232, 230, 224],
        [176, 42, 46],
        [226, 212, 182],
        [186, 102, 66],
        [74, 104, 82],
        [176, 152, 112],
        [194, 52, 58],
        [92, 30, 48],
        [214, 202, 178],
        [244, 232, 196],
        [44, 66, 120],
        [58, 78, 66],
        [224, 158, 96],
        [168, 66, 46],
        [112, 150, 66],
        [172, 132, 84],
    ];
}
