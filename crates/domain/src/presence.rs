//! Who of the staff has a ticket before them just now. It is shown to their colleagues, and decides nothing.

use time::Duration;

use crate::ids::PersonId;
use crate::text::word_type;

word_type! {
    /// What a person does on a ticket.
    Activity: "looking or writing" {
        /// The ticket is on their screen.
        Looking = "looking",
        /// They write an answer or a note.
        Writing = "writing",
    }
}

/// A person on a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Who it is.
    pub person: PersonId,
    /// What they do there.
    pub activity: Activity,
}

impl Presence {
    /// How long it holds after it was noted. Pages note it every 15 seconds, so that one may be lost.
    pub const LEASE: Duration = Duration::seconds(40);
}
