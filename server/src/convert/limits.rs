//! Every number that bounds a conversion, in one place. The worker checks the counts before it allocates; the
//! operating system enforces the rest (see `sandbox`). This module holds no logic but the scaling to the input's size.

use std::time::Duration;

const MIB: u64 = 1 << 20;

/// The largest file that is looked at, in bytes: DESIGN.md's upload figure with a margin.
pub const INPUT_MAX_BYTES: u64 = 512 * MIB;
/// The largest sum of the files unpacked from one ZIP, in bytes.
pub const UNPACKED_MAX_BYTES: u64 = 768 * MIB;
/// The most entries of one ZIP.
pub const ARCHIVE_ENTRIES_MAX: usize = 5_000;
/// How many times as large a file of a ZIP may become: what models hold is packed to a fifth, rarely to a fiftieth.
pub const UNPACKED_RATIO_MAX: u64 = 200;
/// Up to here a file of a ZIP may become as large as it likes, in bytes: a small file of blanks does no harm.
pub const UNPACKED_FREE_BYTES: u64 = 16 * MIB;
/// The largest glTF text, in bytes.
pub const JSON_MAX_BYTES: usize = 64 * MIB as usize;
/// The deepest nesting of brackets in the glTF text.
pub const JSON_MAX_DEPTH: usize = 64;
/// The longest list of nodes, meshes, accessors and the like. Large BIM exports hold some 50,000 nodes.
pub const LIST_MAX: usize = 200_000;
/// The most nodes.
pub const NODES_MAX: usize = 100_000;
/// The deepest chain of nodes.
pub const NODE_DEPTH_MAX: usize = 256;
/// The most visits of nodes while the tree is walked, shared nodes counted each time they are drawn.
pub const VISITS_MAX: usize = 400_000;
/// The most triangles, instances counted. It is the budget "kiosk, standard" of DESIGN.md.
pub const TRIANGLES_MAX: u64 = 4_000_000;
/// The most vertices of one accessor.
pub const ELEMENTS_MAX: u64 = 12_000_000;
/// The most that decompressing meshes may yield over the whole file, in bytes: 4 M triangles on as many vertices, with normals
/// and texture coordinates, take 168 MiB.
pub const DECODED_MAX_BYTES: u64 = 256 * MIB;
/// The longest side of a source image, in pixels.
pub const IMAGE_MAX_SIDE_PX: u32 = 8_192;
/// The most memory that decoding one image may take, in bytes.
pub const IMAGE_MAX_BYTES: u64 = 400 * MIB;
/// The longest side of an image that leaves the conversion, in pixels.
pub const TEXTURE_MAX_SIDE_PX: u32 = 2_048;
/// How many pixels, the full sizes counted, become textures in a graphics card's format: encoding takes some 3 s of processor for a
/// million. What is beyond stays PNG or JPEG, the largest pictures first.
pub const TEXTURE_PIXELS_MAX: u64 = 16 << 20;
/// Coordinates beyond this are taken for an overflow, in metres: farther than the Earth's circumference.
pub const COORDINATE_MAX_M: f64 = 5.0e7;
/// The most reasons that are told for one refusal.
pub const REASONS_MAX: usize = 20;
/// The most primitives drawn, those of shared meshes counted each time they are drawn.
pub const DRAWS_MAX: usize = 2_000_000;
/// The longest line that the parent reads from its child, in bytes.
pub const LINE_MAX_BYTES: u64 = 4 * MIB;
/// The most open files of the child. It opens none after its start: these are its own three streams, five outputs, and spare.
pub const OPEN_FILES_MAX: u64 = 32;
/// The largest single file that the child may write, in bytes.
pub const OUTPUT_MAX_BYTES: u64 = 1_024 * MIB;

/// What holds the child of one conversion in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The address space that the child may take, in bytes.
    pub memory_bytes: u64,
    /// The processor time that it may take, in whole seconds.
    pub processor: Duration,
    /// The time on the clock after which the parent ends it.
    pub wall: Duration,
}

impl Bounds {
    /// Those of a file of that size.
    pub fn of_input(input_bytes: u64) -> Self {
        Self {
            memory_bytes: memory_bytes(input_bytes),
            processor: processor_time(input_bytes),
            wall: wall_time(input_bytes),
        }
    }
}

/// The address space that the child may take for an input of `input_bytes`, in bytes: 1 GiB, and 2 GiB from 2 MiB of input,
/// which is what a million triangles take when they are compressed.
pub fn memory_bytes(input_bytes: u64) -> u64 {
    if input_bytes < 2 * MIB { 1_024 * MIB } else { 2_048 * MIB }
}

/// The processor time that the child may take, all threads together.
pub fn processor_time(input_bytes: u64) -> Duration {
    Duration::from_secs(120 + 4 * (input_bytes / MIB))
}

/// The time on the clock after which the parent kills the child. Longer than the processor time, since the machine may be busy.
pub fn wall_time(input_bytes: u64) -> Duration {
    2 * processor_time(input_bytes)
}
