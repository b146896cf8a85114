//! Every storage port of the domain in maps, with a real rollback: for tests, and for the domain in other services.
//!
//! One unit of work runs at a time, on a copy of the state; committing replaces the state with the copy. Readers see the
//! state of the last commit. Nothing is written to disk. It needs no async runtime and builds for `wasm32-unknown-unknown`.

mod blobs;
mod presence;
mod queries;
mod shared;
mod state;
mod storage;
mod unit_of_work;

pub use blobs::MemoryBlobs;
pub use presence::MemoryPresence;
pub use storage::MemoryStorage;
