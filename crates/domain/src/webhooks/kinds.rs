use std::collections::BTreeSet;

use crate::history::EventKind;
use crate::invalid::Invalid;

/// Which events a webhook is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum WebhookKinds {
    /// All of them, also kinds that a later version adds.
    #[default]
    All,
    /// Only these.
    Chosen(BTreeSet<EventKind>),
}

impl WebhookKinds {
    /// These kinds.
    ///
    /// # Errors
    /// [`Invalid::Empty`] for none, [`Invalid::Repeated`] for the same one twice.
    pub fn parse(kinds: impl IntoIterator<Item = EventKind>) -> Result<Self, Invalid> {
        let mut chosen = BTreeSet::new();
        for kind in kinds {
            if !chosen.insert(kind) {
                return Err(Invalid::Repeated);
            }
        }
        if chosen.is_empty() { Err(Invalid::Empty) } else { Ok(Self::Chosen(chosen)) }
    }

    /// Whether events of this kind are among them.
    #[must_use]
    pub fn include(&self, kind: EventKind) -> bool {
        match self {
            Self::All => true,
            Self::Chosen(kinds) => kinds.contains(&kind),
        }
    }

    /// The chosen kinds; `None` for all.
    #[must_use]
    pub const fn chosen(&self) -> Option<&BTreeSet<EventKind>> {
        match self {
            Self::All => None,
            Self::Chosen(kinds) => Some(kinds),
        }
    }
}
