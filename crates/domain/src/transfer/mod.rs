//! Whole people and tickets, as an export writes them and an import stores them again, here or on another desk
//! (docs/adr/0082-export-and-import.md).

mod event;
mod fault;
mod person;
mod record;
mod ticket;

pub use event::check_event;
pub use fault::Fault;
pub use person::{WholePerson, people_in_event};
pub use record::{DeskRecord, Record, RecordKind};
pub use ticket::WholeTicket;
