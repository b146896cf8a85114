use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use crate::ids::{PersonId, TicketId};
use crate::ports::IdGenerator;

/// Milliseconds of 2026-01-05 09:00 UTC, the first 48 bits of every id made here.
const TIMESTAMP: u128 = 1_767_603_600_000;

/// Predictable ids of version 7: the first is the lowest. Its copies count together.
#[derive(Clone, Debug, Default)]
pub struct SequentialIds(Arc<AtomicU64>);

impl SequentialIds {
    /// Starts with 1.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl IdGenerator for SequentialIds {
    fn uuid(&self) -> Uuid {
        v7(MADE, self.0.fetch_add(1, Ordering::SeqCst) + 1)
    }
}

/// The id of the person whom [`PersonBuilder::username`](super::PersonBuilder::username) calls so.
#[must_use]
pub fn person_id(username: &str) -> PersonId {
    // FNV-1a: the same name has the same id in every run.
    let hash = username
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    PersonId::new(v7(NAMED, hash))
}

/// The id of the ticket that [`TicketBuilder::number`](super::TicketBuilder::number) numbers so: higher numbers,
/// higher ids.
#[must_use]
pub fn ticket_id(number: u64) -> TicketId {
    TicketId::new(v7(NUMBERED, number))
}

// The 12 bits after the version tell the sources apart, so that their ids never meet.
const NAMED: u128 = 1;
const NUMBERED: u128 = 2;
const MADE: u128 = 3;

const fn v7(source: u128, low: u64) -> Uuid {
    let variant_and_low = (0b10 << 62) | (low & (u64::MAX >> 2));
    Uuid::from_u128((TIMESTAMP << 80) | (0x7 << 76) | (source << 64) | variant_and_low as u128)
}
