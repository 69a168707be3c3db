//! Turns an uploaded glTF into what a kiosk needs: a chunk to draw, a mesh to walk on, a view from above. The bytes are read
//! only in a child process that is shut in (`worker`, `sandbox`); the server starts it, listens, and ends it (`parent`).
//! Nothing outside `worker` may parse uploaded bytes.

mod finding;
mod finding_text;
mod follow;
mod frame;
#[doc(hidden)]
pub mod fuzzing;
mod hints;
mod join;
mod layering;
mod light;
mod limits;
mod locate;
mod lod;
mod outcome;
mod packing;
mod parent;
mod read;
mod sandbox;
mod scene;
mod textures;
mod worker;
mod write;

pub use finding::{Arg, Finding, Severity, one_line};
pub use finding_text::{Sentences, sentences};
pub use follow::{FollowArgs, Followed, Sought, Spot, follow_in_child, follow_main};
pub use frame::{AUTO, Axis, ReadAs, Said, said_word};
pub use hints::Unit;
pub use light::Sun;
pub use limits::Bounds;
pub use outcome::{COLLISION_FILE, Converted, Counts, Outcome, PLAN_FILE, PlanExtent, Stage, THUMB_FILES, VISUAL_FILE};
pub use packing::pack;
pub use parent::{ConvertError, Request, convert_in_child, convert_in_child_within};
pub use worker::{WORKER_COMMAND, WorkerArgs, worker_main};
