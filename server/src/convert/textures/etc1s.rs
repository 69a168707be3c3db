//! Calls the encoder of Basis Universal: C++, in the child only, on pixels that were decoded before. What it gives is put into the
//! KTX2 container, which its binding does not write.

use basis_universal::{BasisTextureFormat, ColorSpace, Compressor, CompressorParams};
use belvedere_domain::mipmap::Pixels;

use super::ktx2;

/// The KTX2 file of `levels`, the largest first, at a quality of 1 to 255; none where the encoder gives up. Like levels give like
/// bytes. It starts no thread.
pub fn encode(levels: &[Pixels], quality: u32) -> Option<Vec<u8>> {
    let (full, smaller) = levels.split_first()?;
    let mut params = CompressorParams::new();
    params.set_basis_format(BasisTextureFormat::ETC1S);
    // How errors are weighed, not what is written: the weights for sRGB let grey asphalt turn purple and green.
    params.set_color_space(ColorSpace::Linear);
    params.set_etc1s_quality_level(quality);
    // Its standard output is where the parent listens.
    params.set_print_status_to_stdout(false);
    params.set_generate_mipmaps(false);
    params.source_image_mut(0).init(&full.rgba, full.width, full.height, 4);
    params.resize_source_mipmap_image_list(1);
    params.resize_source_mipmap_level_image_list(0, u32::try_from(smaller.len()).ok()?);
    for (index, level) in (0..).zip(smaller) {
        params.source_mipmap_image_mut(0, index).init(&level.rgba, level.width, level.height, 4);
    }
    let mut compressor = Compressor::new(1);
    // SAFETY: the parameters are those of the encoder's own tool: one image, four bytes a pixel as `init` copied them, each level
    // half of the one before and ending in one pixel, a quality within its range.
    let done = unsafe { compressor.init(&params) && compressor.process().is_ok() };
    if done { ktx2::of_basis(compressor.basis_file()) } else { None }
}
