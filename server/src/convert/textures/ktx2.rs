//! Puts a texture in ETC1S from the encoder's own container (`.basis`) into KTX2, as `KHR_texture_basisu` wants it: the same code
//! books and slices, under other headers.
//!
//! Formats: <https://registry.khronos.org/KTX/specs/2.0/ktxspec.v2.html> (BasisLZ in its section 4 and annex),
//! <https://github.com/BinomialLLC/basis_universal/blob/master/spec/basis_spec.txt>

const IDENTIFIER: &[u8; 12] = b"\xABKTX 20\xBB\r\n\x1A\n";
const WRITER: &[u8] = b"KTXwriter\0Belv\xC3\xA9d\xC3\xA8re\0";
/// Where the header, with its index of four tables, ends.
const HEADER_BYTES: usize = 80;
/// One level in the index: where it lies, how long it is, and a length that BasisLZ leaves at zero.
const LEVEL_BYTES: usize = 24;

/// One slice of the source: the colours or the alpha of a level.
struct Slice<'a> {
    level: usize,
    is_alpha: bool,
    width: u32,
    height: u32,
    bytes: &'a [u8],
}

/// The KTX2 file of a `.basis` file in ETC1S that holds one picture; none if it is not such a file.
pub fn of_basis(basis: &[u8]) -> Option<Vec<u8>> {
    let slices = slices(basis)?;
    let levels = slices.iter().map(|slice| slice.level + 1).max()?;
    let has_alpha = slices.iter().any(|slice| slice.is_alpha);
    let descriptor = descriptor(has_alpha);
    let books = books(basis, &slices, levels)?;
    let descriptor_at = HEADER_BYTES + LEVEL_BYTES * levels;
    let values_at = descriptor_at + descriptor.len();
    let mut values = [&u32::try_from(WRITER.len()).ok()?.to_le_bytes(), WRITER].concat();
    values.resize(values.len().next_multiple_of(4), 0);
    let books_at = (values_at + values.len()).next_multiple_of(8);
    let first = slices.first()?;
    let mut file = Vec::new();
    file.extend_from_slice(IDENTIFIER);
    // No Vulkan format, bytes of one; flat, of one layer and one face, in BasisLZ.
    for word in [0, 1, first.width, first.height, 0, 0, 1, levels as u32, 1] {
        file.extend_from_slice(&u32::to_le_bytes(word));
    }
    for word in [descriptor_at, descriptor.len(), values_at, values.len()] {
        file.extend_from_slice(&(word as u32).to_le_bytes());
    }
    for word in [books_at, books.len()] {
        file.extend_from_slice(&(word as u64).to_le_bytes());
    }
    // The smallest level lies first, so that a reader of a stream has something to show.
    let mut at = books_at + books.len();
    let mut index = vec![[0u64; 3]; levels];
    for (level, place) in index.iter_mut().enumerate().rev() {
        let len = of_level(&slices, level).map(|slice| slice.bytes.len()).sum::<usize>();
        *place = [at as u64, len as u64, 0];
        at += len;
    }
    index.as_flattened().iter().for_each(|word| file.extend_from_slice(&word.to_le_bytes()));
    file.extend_from_slice(&descriptor);
    file.extend_from_slice(&values);
    file.resize(books_at, 0);
    file.extend_from_slice(&books);
    (0..levels).rev().flat_map(|level| of_level(&slices, level)).for_each(|slice| file.extend_from_slice(slice.bytes));
    Some(file)
}

/// The slices of a level: colours, then alpha.
fn of_level<'a>(slices: &'a [Slice<'a>], level: usize) -> impl Iterator<Item = &'a Slice<'a>> {
    slices.iter().filter(move |slice| slice.level == level)
}

/// A little-endian number of `N` bytes.
fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<usize> {
    let little = bytes.get(at..at + N)?;
    Some(little.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
}

fn range(bytes: &[u8], at: usize, len: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(len)?)
}

fn slices(basis: &[u8]) -> Option<Vec<Slice<'_>>> {
    let (count, images, format) = (number::<3>(basis, 14)?, number::<3>(basis, 17)?, number::<1>(basis, 20)?);
    if !basis.starts_with(b"sB") || images != 1 || format != 0 {
        return None;
    }
    let first = number::<4>(basis, 65)?;
    let slice = |index: usize| {
        let at = first + 23 * index;
        Some(Slice {
            level: number::<1>(basis, at + 3)?,
            is_alpha: number::<1>(basis, at + 4)? & 1 == 1,
            width: number::<2>(basis, at + 5)? as u32,
            height: number::<2>(basis, at + 7)? as u32,
            bytes: range(basis, number::<4>(basis, at + 13)?, number::<4>(basis, at + 17)?)?,
        })
    };
    (0..count).map(slice).collect()
}

/// The global data of BasisLZ: where each level's slices lie in it, and the code books of all.
fn books(basis: &[u8], slices: &[Slice<'_>], levels: usize) -> Option<Vec<u8>> {
    let endpoints = range(basis, number::<4>(basis, 41)?, number::<3>(basis, 45)?)?;
    let selectors = range(basis, number::<4>(basis, 50)?, number::<3>(basis, 54)?)?;
    let tables = range(basis, number::<4>(basis, 57)?, number::<4>(basis, 61)?)?;
    let mut books = Vec::new();
    books.extend_from_slice(basis.get(39..41)?);
    books.extend_from_slice(basis.get(48..50)?);
    for len in [endpoints.len(), selectors.len(), tables.len(), 0] {
        books.extend_from_slice(&(len as u32).to_le_bytes());
    }
    for level in 0..levels {
        let len = |alpha| of_level(slices, level).find(|slice| slice.is_alpha == alpha).map(|slice| slice.bytes.len());
        let colors = len(false)?;
        let (alpha_at, alpha) = len(true).map_or((0, 0), |alpha| (colors, alpha));
        for word in [0, 0, colors, alpha_at, alpha] {
            books.extend_from_slice(&(word as u32).to_le_bytes());
        }
    }
    books.extend([endpoints, selectors, tables].concat());
    Some(books)
}

/// The data format descriptor: ETC1S by blocks of 4 × 4, the primaries of BT.709, coded as sRGB.
fn descriptor(has_alpha: bool) -> Vec<u8> {
    const ETC1S: u8 = 163;
    const ALPHA: u8 = 15;
    let samples: &[(u16, u8)] = if has_alpha { &[(0, 0), (64, ALPHA)] } else { &[(0, 0)] };
    let block = 24 + 16 * samples.len() as u16;
    let mut bytes = (u32::from(block) + 4).to_le_bytes().to_vec();
    bytes.extend([0, 0, 0, 0, 2, 0]);
    bytes.extend(block.to_le_bytes());
    bytes.extend([ETC1S, 1, 2, 0, 3, 3, 0, 0]);
    bytes.extend([0; 8]);
    for (bit, channel) in samples {
        bytes.extend(bit.to_le_bytes());
        bytes.extend([63, *channel, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_texture_of_one_picture_is_not_written() {
        assert_eq!(of_basis(b"sB"), None);
        assert_eq!(of_basis(&[0; 200]), None);
    }

    #[test]
    fn the_descriptor_names_what_is_there() {
        let (opaque, with_holes) = (descriptor(false), descriptor(true));
        assert_eq!((opaque.len(), with_holes.len()), (44, 60));
        assert_eq!((opaque[0], opaque[10], opaque[12]), (44, 40, 163));
        assert_eq!((with_holes[28 + 16], with_holes[28 + 19]), (64, 15));
    }
}
