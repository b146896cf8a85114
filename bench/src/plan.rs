use std::time::Duration;

use crate::scenario::Scenario;

pub(crate) struct Plan {
    /// What is compared with the base, and with how many connections.
    pub(crate) compared: Vec<(Scenario, usize)>,
    /// What is measured with few and with many tickets.
    pub(crate) growing: Vec<Scenario>,
    /// The number of tickets for all measurements but those of growth.
    pub(crate) tickets: u32,
    /// The numbers of tickets between which growth is measured.
    pub(crate) few: u32,
    pub(crate) many: u32,
    /// The length of one turn of load, but of openings.
    pub(crate) turn: Duration,
    pub(crate) pairs: usize,
    pub(crate) overload: Duration,
    /// How many mails come in at each pace.
    pub(crate) mails: usize,
}

/// Numbers of connections.
pub(crate) const SOME: usize = 16;
pub(crate) const CROWD: usize = 64;

impl Plan {
    pub(crate) fn full() -> Self {
        let read = Scenario::READING.into_iter().flat_map(|scenario| [(scenario, SOME), (scenario, CROWD)]);
        let opened = [1, SOME, CROWD].map(|connections| (Scenario::Open, connections));
        Self {
            compared: read.chain(opened).collect(),
            growing: Scenario::READING.into_iter().chain([Scenario::Open]).collect(),
            tickets: 100_000,
            few: 1_000,
            many: 1_000_000,
            turn: Duration::from_secs(1),
            pairs: 8,
            overload: Duration::from_secs(5),
            mails: 10_000,
        }
    }

    pub(crate) fn quick() -> Self {
        use Scenario::{List, Open, Search, Ticket};
        Self {
            compared: vec![(Ticket, CROWD), (List, CROWD), (Search, CROWD), (Open, 1), (Open, CROWD)],
            growing: vec![Ticket, List, Open],
            many: 100_000,
            turn: Duration::from_millis(400),
            pairs: 4,
            overload: Duration::from_millis(1500),
            mails: 1_000,
            ..Self::full()
        }
    }

    /// How long the API is read beside open consoles.
    pub(crate) fn beside_consoles(&self) -> Duration {
        self.turn * 10
    }

    /// The length of one turn of load. Openings are slow, and vary with the merges of the search index.
    pub(crate) fn turn_of(&self, scenario: Scenario) -> Duration {
        if scenario == Scenario::Open { self.turn * 2 } else { self.turn }
    }
}
