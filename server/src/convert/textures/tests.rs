//! Pictures become textures, or stay what they are.

use image::Rgba;

use super::*;
use crate::convert::{read::document::Sampler, scene::TextureUse};

fn picture(full: &RgbaImage) -> Picture {
    let mut bytes = Vec::new();
    full.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("encoded");
    Picture { bytes, mime: "image/png", width: full.width(), height: full.height(), mips: Vec::new() }
}

/// Smooth hills of colour, with a round hole where `hole` is true.
fn hills(width: u32, height: u32, hole: bool) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| {
        let wave = |v: u32, by: f32| (128.0 + 90.0 * (v as f32 / by).sin()) as u8;
        let is_hole = hole && (x as i32 - 40).pow(2) + (y as i32 - 40).pow(2) < 400;
        Rgba([wave(x, 17.0), wave(y, 23.0), wave(x + y, 40.0), if is_hole { 0 } else { 255 }])
    })
}

fn scene(pictures: Vec<Picture>) -> (Scene, Vec<Chunk>) {
    let look = |picture| crate::convert::scene::Material {
        name: String::new(),
        base_color: [1.0; 4],
        texture: Some(TextureUse { picture, sampler: Sampler::default() }),
        emissive: [0.0; 3],
        metallic: 0.0,
        roughness: 1.0,
        alpha: Alpha::Opaque,
        double_sided: false,
        unlit: false,
    };
    let materials = (0..pictures.len()).map(look).collect();
    let chunks = (0..pictures.len()).map(|material| Chunk { material, ..Chunk::default() }).collect();
    (Scene { pictures, materials, ..Scene::default() }, chunks)
}

#[test]
fn a_picture_becomes_a_texture_that_looks_like_it_in_all_its_sizes() {
    for hole in [false, true] {
        let full = hills(96, 80, hole);
        let made = texture(&picture(&full), Some(0.5)).expect("read").expect("alike");
        let transcoder = Transcoder::new(&made.bytes).expect("a KTX2");
        assert_eq!((transcoder.base_dimensions(), transcoder.level_count()), ((96, 80), 7));
        assert_eq!(transcoder.has_alpha(), hole);
        assert!(likeness_db(full.as_raw(), &made.bytes).is_some_and(|db| db > 30.0));
        let pixels = transcoder.transcode(0, TargetFormat::Rgba32, DecodeFlags::NONE).expect("pixels");
        assert_eq!(pixels[4 * (40 * 96 + 40) + 3] < 40, hole);
        assert_eq!(texture(&picture(&full), Some(0.5)).expect("read").map(|again| again.bytes), Some(made.bytes));
    }
}

#[test]
fn what_would_not_look_like_it_stays_a_picture_and_is_told() {
    // Each pixel in a colour of its own.
    let noise = RgbaImage::from_fn(96, 96, |x, y| {
        let byte = |k: u32| ((x * 7919 + y * 104_729 + k * 31_337).wrapping_mul(2_654_435_761) >> 13) as u8;
        Rgba([byte(1), byte(2), byte(3), 255])
    });
    let (mut scene, chunks) =
        scene(vec![picture(&noise), picture(&hills(96, 96, false)), picture(&hills(16, 16, false))]);
    let mut findings = Findings::default();
    compress(&mut scene, &chunks, 2, &mut findings).expect("made");
    let mimes: Vec<_> = scene.pictures.iter().map(|picture| picture.mime).collect();
    assert_eq!(mimes, ["image/png", MIME, "image/png"]);
    let told = findings.into_sorted();
    assert_eq!((told.len(), told[0].args["count"].clone()), (1, 1u32.into()));
}

#[test]
fn what_nothing_shows_is_left_alone_and_time_goes_to_the_small_first() {
    let (mut scene, mut chunks) = scene((0..3).map(|_| picture(&hills(96, 96, false))).collect());
    chunks.remove(1);
    scene.pictures[2].width = 16_384;
    scene.pictures[2].height = 16_384;
    let jobs = in_time(wanted(&scene, &chunks));
    assert_eq!(jobs.iter().map(|job| job.picture).collect::<Vec<_>>(), [0]);
}

#[test]
fn sides_become_multiples_of_four() {
    assert_eq!(in_whole_blocks(RgbaImage::new(97, 2)).dimensions(), (96, 4));
    assert_eq!(in_whole_blocks(RgbaImage::new(99, 8)).dimensions(), (100, 8));
}
