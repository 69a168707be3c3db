//! The server of Belvédère: pages and API over one store, conversion in child processes, reports.
//! Pages and API call the store, the store calls the domain; never the other way.

pub mod cli;
pub mod commands;
pub mod config;

pub mod app;
pub mod error;
pub mod http;
pub mod state;

pub mod api;
pub mod auth;
pub mod pages;

pub mod conversions;
pub mod convert;
pub mod follow;
pub mod import;
pub mod intake;
pub mod place;
pub mod publish;
pub mod report;
pub mod upload;

pub mod blobs;
pub mod communes;
pub mod store;
