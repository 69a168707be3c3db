//! Paints the textures: tileable, albedo only (no sun painted in), from noise and a few drawing rules.
//! Every painter maps texture coordinates in `[0, 1)²` to a colour.

mod ground;
mod leaf;
mod lettering;
mod wall;

use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder, codecs::png::PngEncoder};

pub use lettering::{SIGNS, sign_uv};

/// A texture of the village.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Image {
    Rubble,
    DryStone,
    Ashlar,
    Plaster,
    Tile,
    Lauze,
    Asphalt,
    AsphaltWorn,
    Setts,
    Pavement,
    Gravel,
    Grass,
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
    Planks,
    Glass,
    Signs,
    Water,
    Palette,
}

/// A colour while painting: sRGB in `[0, 1]`.
pub type Rgb = [f32; 3];

/// `0xRRGGBB` as a colour.
pub fn hex(code: u32) -> Rgb {
    [16, 8, 0].map(|shift| ((code >> shift) & 255) as f32 / 255.0)
}

/// From `a` (0) to `b` (1).
pub fn mix(a: Rgb, b: Rgb, t: f32) -> Rgb {
    let t = t.clamp(0.0, 1.0);
    [0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * t)
}

/// Lighter (> 1) or darker (< 1).
pub fn shade(a: Rgb, k: f32) -> Rgb {
    a.map(|v| v * k)
}

/// An encoded picture and its media type.
pub struct Encoded {
    pub bytes: Vec<u8>,
    pub mime: &'static str,
}

/// Paints and encodes a texture.
pub fn encode(image: Image) -> Encoded {
    use Image::*;
    match image {
        Rubble => jpeg(512, wall::rubble),
        DryStone => jpeg(256, wall::dry_stone),
        Ashlar => jpeg(256, wall::ashlar),
        Plaster => jpeg(512, wall::plaster),
        Tile => jpeg(512, wall::tile),
        Lauze => jpeg(256, wall::lauze),
        Bark => jpeg(128, wall::bark),
        BarkPlane => jpeg(128, wall::bark_plane),
        Oak => jpeg(256, wall::oak),
        Planks => jpeg(128, wall::planks),
        Glass => jpeg(256, wall::glass),
        Asphalt => jpeg(512, ground::asphalt),
        AsphaltWorn => jpeg(512, ground::asphalt_worn),
        Setts => jpeg(512, ground::setts),
        Pavement => jpeg(512, ground::pavement),
        Gravel => jpeg(512, ground::gravel),
        Grass => jpeg(512, ground::grass),
        Meadow => jpeg(256, ground::meadow),
        Vines => jpeg(512, ground::vines),
        Soil => jpeg(256, ground::soil),
        Rock => jpeg(256, ground::rock),
        Woods => jpeg(256, ground::woods),
        Water => jpeg(128, ground::water),
        LeafLime => png(leaf::lime()),
        LeafPlane => png(leaf::plane()),
        LeafFruit => png(leaf::fruit()),
        Flowers => png(leaf::flowers()),
        LeafDense => rgb_jpeg(leaf::dense()),
        Signs => rgb_jpeg(lettering::atlas()),
        Palette => rgb_jpeg(palette()),
    }
}

/// A painted picture: width, height, 8-bit channels.
pub struct Canvas {
    pub width: u32,
    pub height: u32,
    pub data: Vec<u8>,
}

fn jpeg(size: u32, paint: impl Fn(f32, f32) -> Rgb) -> Encoded {
    let mut data = Vec::with_capacity((size * size * 3) as usize);
    for y in 0..size {
        for x in 0..size {
            let colour = paint((x as f32 + 0.5) / size as f32, (y as f32 + 0.5) / size as f32);
            data.extend(colour.map(to_byte));
        }
    }
    rgb_jpeg(Canvas { width: size, height: size, data })
}

/// A channel in `[0, 1]` as a byte.
pub fn to_byte(v: f32) -> u8 {
    (v.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn rgb_jpeg(canvas: Canvas) -> Encoded {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 70)
        .encode(&canvas.data, canvas.width, canvas.height, ExtendedColorType::Rgb8)
        .expect("a JPEG of a picture in memory");
    Encoded { bytes, mime: "image/jpeg" }
}

fn png(canvas: Canvas) -> Encoded {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&canvas.data, canvas.width, canvas.height, ExtendedColorType::Rgba8)
        .expect("a PNG of a picture in memory");
    Encoded { bytes, mime: "image/png" }
}

fn palette() -> Canvas {
    let (width, height) = (256, 128);
    let mut data = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            data.extend(super::material::Colour::SRGB[((y / 32) * 8 + x / 32) as usize]);
        }
    }
    Canvas { width, height, data }
}
