use deskhand_domain::ports::{TicketFilter, TicketSort};
use deskhand_domain::ticket::{Awaiting, TicketStatus};
use deskhand_domain::use_cases::Who;

/// A view of the inbox: which tickets, in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Mine,
    NeedsAnswer,
    Unassigned,
    Open,
    Done,
    All,
}

impl View {
    pub(super) const ALL: [Self; 6] =
        [Self::Mine, Self::NeedsAnswer, Self::Unassigned, Self::Open, Self::Done, Self::All];

    /// Its name in addresses.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::NeedsAnswer => "needs-answer",
            Self::Unassigned => "unassigned",
            Self::Open => "open",
            Self::Done => "done",
            Self::All => "all",
        }
    }

    /// The text with its title.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Mine => "view-mine",
            Self::NeedsAnswer => "view-needs-answer",
            Self::Unassigned => "view-unassigned",
            Self::Open => "view-open",
            Self::Done => "view-done",
            Self::All => "view-all",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.as_str() == name)
    }

    pub(super) fn filter(self) -> TicketFilter {
        let (active, done): (Vec<_>, Vec<_>) = TicketStatus::ALL.iter().copied().partition(TicketStatus::is_active);
        match self {
            Self::Mine | Self::Unassigned | Self::Open => TicketFilter { status: active, ..TicketFilter::default() },
            Self::NeedsAnswer => {
                TicketFilter { status: active, awaiting: Some(Awaiting::Staff), ..TicketFilter::default() }
            }
            Self::Done => TicketFilter { status: done, ..TicketFilter::default() },
            Self::All => TicketFilter::default(),
        }
    }

    pub(super) fn assignee(self) -> Vec<Who> {
        match self {
            Self::Mine | Self::NeedsAnswer => vec![Who::Me],
            Self::Unassigned => vec![Who::Nobody],
            Self::Open | Self::Done | Self::All => Vec::new(),
        }
    }

    /// Work that waits begins with the oldest, the past with the newest.
    pub(super) const fn sort(self) -> TicketSort {
        match self {
            Self::NeedsAnswer => TicketSort::UpdatedAt,
            Self::Unassigned => TicketSort::Priority,
            Self::Mine | Self::Open | Self::Done | Self::All => TicketSort::UpdatedAtDesc,
        }
    }
}
