//! The tables as rows of JSON, to leave one database and enter another, of the same kind or not. It knows no files: see
//! [`crate::commands::backup`].
