//! The subcommands of `belvedere-server`, one file each. They print and exit; what they do lives elsewhere.

pub mod model_check;
