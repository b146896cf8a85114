#![deny(missing_docs)]
//! The bytes of files in a folder: `tmp/` for what arrives, `ab/cd/<sha256>` for what is kept. No name from outside is ever part of a
//! path.

mod blocking;
mod draft;
mod error;
mod folder;
mod layout;
mod store;

pub use store::FolderBlobs;
