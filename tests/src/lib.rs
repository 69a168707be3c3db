//! What the stories share: the invented village of the demo.

pub mod village;
