//! The harness of the stories: real programs, a real database, a real window, driven as a person
//! would drive them.
//!
//! It depends on the domain only, never on the server's or the viewer's insides: a story sees what
//! people and programs see (command lines, pages, the API, the screen). So the server's own suites
//! may use it too.

pub mod process;
pub mod programs;
pub mod wait;

pub mod api;
pub mod memory;
pub mod postgres;
pub mod server;
pub mod staff;

pub mod browser;
pub mod display;
pub mod resident;
pub mod viewer;
pub mod window;

pub mod bench;
pub mod models;
pub mod village;
pub mod yard;
