//! The data of four other systems as records: three that keep MongoDB collections, exported by `mongoexport`, and one on PostgreSQL,
//! dumped by `pg_dump --data-only`.
//!
//! Ids are made of the old ones, so that a second conversion makes the same records, and a second import changes nothing.

mod copy_format;
mod crm_service;
mod error;
mod ids;
mod mongo;
mod people;
mod support_tracker;
mod ticket_portal;
mod tickets;
mod tickets_go;

use deskhand_domain::transfer::Record;

pub use crm_service::crm_service;
pub use error::ConvertError;
pub use support_tracker::support_tracker;
pub use ticket_portal::ticket_portal;
pub use tickets_go::tickets_go;

/// How a conversion is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConvertOptions {
    /// Whether addresses count as shown to be their owners', so that letters go to them.
    pub trust_addresses: bool,
}

/// What came of a conversion.
#[derive(Clone, Debug, Default)]
pub struct Converted {
    /// People, then tickets.
    pub records: Vec<Record>,
    /// What could not be taken over as it was, in sentences.
    pub remarks: Vec<String>,
}
