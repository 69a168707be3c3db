//! The server of Belvédère: pages and API over one store, conversion in child processes, reports.
//! Pages and API call the store, the store calls the domain; never the other way.

pub mod cli;
pub mod commands;
pub mod config;

pub mod app;
pub mod state;
pub mod http;
pub mod error;

pub mod api;
pub mod pages;
pub mod auth;

pub mod convert;
pub mod import;
pub mod publish;
pub mod intake;
pub mod report;

pub mod store;
pub mod blobs;
