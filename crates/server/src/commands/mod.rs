//! One file for each command of the command line.

pub(crate) mod admin;
pub(crate) mod backup;
pub(crate) mod convert;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod export;
pub(crate) mod files;
pub(crate) mod import;
pub(crate) mod mail;
pub(crate) mod migrate;
pub(crate) mod openapi;
pub(crate) mod packaging;
pub(crate) mod secret;
pub(crate) mod serve;
