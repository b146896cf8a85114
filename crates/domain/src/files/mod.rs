//! Files that people attach to tickets and messages: their names, kinds and limits. The bytes are in a
//! [`BlobStore`](crate::ports::BlobStore), each content once, under its SHA-256 (docs/adr/0070-files-by-their-hash.md).

mod arriving;
mod attachment;
mod blob;
mod kind;
mod limits;
mod name;

pub(crate) use arriving::{Arriving, ArrivingBytes};
pub use attachment::Attachment;
pub use blob::{Blob, BlobDigest};
pub use kind::FileKind;
pub use limits::{FileLimits, FileRefused};
pub use name::FileName;
