use deskhand_domain::people::Actor;
use deskhand_domain::ticket::Priority;
use deskhand_domain::use_cases::{AssigneeChoice, BulkChange, Error, OfferedChanges};
use deskhand_http_core::{AppState, named_person};

use crate::door::Shell;
use crate::ticket;

/// A change that was chosen for several tickets, such as `status:resolved`.
pub(super) struct Choice {
    change: BulkChange,
    /// What follows the kind of change.
    value: String,
}

impl Choice {
    /// The change that an option of the form names.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (kind, value) = text.split_once(':').unwrap_or((text, ""));
        let change = match kind {
            "take" => BulkChange::Take,
            "mute" => BulkChange::Mute(value.parse().ok()?),
            "status" => BulkChange::Move(value.parse().ok()?),
            "priority" => BulkChange::Prioritize(value.parse().ok()?),
            "assignee" => BulkChange::Assign(match value {
                "" => AssigneeChoice::Nobody,
                "auto" => AssigneeChoice::LeastLoaded,
                name => AssigneeChoice::Person(named_person(name).ok()?),
            }),
            _ => return None,
        };
        Some(Self { change, value: value.to_owned() })
    }

    pub(super) fn into_change(self) -> BulkChange {
        self.change
    }

    /// What it does.
    pub(super) fn words(&self, shell: &Shell) -> String {
        let of = |fact: &str, value: String| format!("{}: {value}", shell.say(fact));
        match &self.change {
            BulkChange::Mute(true) => shell.say("mute"),
            BulkChange::Mute(false) => shell.say("unmute"),
            BulkChange::Move(status) => of("fact-status", shell.word("status", status)),
            BulkChange::Prioritize(priority) => of("fact-priority", shell.word("priority", priority)),
            BulkChange::Assign(AssigneeChoice::Nobody) => of("fact-assignee", shell.say("no-assignee")),
            BulkChange::Assign(AssigneeChoice::LeastLoaded) => of("fact-assignee", shell.say("assign-auto")),
            BulkChange::Assign(_) => of("fact-assignee", self.value.clone()),
            _ => shell.say("action-take"),
        }
    }
}

/// The changes that the form offers.
pub(super) struct Choices {
    pub(super) offered: OfferedChanges,
    /// To whom tickets can be given, by username and name.
    pub(super) engineers: Vec<(String, String)>,
}

impl Choices {
    pub(super) async fn of(state: &AppState, actor: &Actor) -> Result<Self, Error> {
        let offered = state.use_cases.tickets().offered_changes(actor);
        let engineers = if offered.assign { ticket::engineers(state, actor).await? } else { Vec::new() };
        Ok(Self { offered, engineers })
    }

    pub(super) fn priorities(&self) -> &'static [Priority] {
        Priority::ALL
    }
}

#[cfg(test)]
mod tests {
    use deskhand_domain::ticket::TicketStatus;

    use super::*;

    #[test]
    fn an_option_names_one_change_and_anything_else_names_none() {
        for (text, expected) in [
            ("take", BulkChange::Take),
            ("mute:true", BulkChange::Mute(true)),
            ("status:resolved", BulkChange::Move(TicketStatus::Resolved)),
            ("priority:urgent", BulkChange::Prioritize(Priority::Urgent)),
            ("assignee:", BulkChange::Assign(AssigneeChoice::Nobody)),
            ("assignee:auto", BulkChange::Assign(AssigneeChoice::LeastLoaded)),
            ("assignee:bob", BulkChange::Assign(AssigneeChoice::Person(named_person("bob").unwrap()))),
        ] {
            assert_eq!(Choice::parse(text).unwrap().into_change(), expected, "{text}");
        }
        for text in ["", "drop", "mute", "mute:yes", "status:", "status:gone", "priority:9", "assignee:a b"] {
            assert!(Choice::parse(text).is_none(), "{text}");
        }
    }
}
