use deskhand_domain::ticket::transitions::{action_between, next, to_json, to_mermaid};
use deskhand_domain::ticket::{StatusAction, TicketStatus};

use crate::golden;

#[test]
fn the_state_machine_is_as_printed() {
    let mut text = format!("{:<12}", "from");
    for action in StatusAction::ALL {
        text += &format!("{action:<17}");
    }
    text = text.trim_end().to_owned() + "\n";
    for from in TicketStatus::ALL {
        let mut row = format!("{from:<12}");
        for action in StatusAction::ALL {
            row += &format!("{:<17}", next(*from, *action).map_or("-", |to| to.as_str()));
        }
        text += &(row.trim_end().to_owned() + "\n");
    }
    golden::compare("tests/golden/transitions.txt", &text);
}

#[test]
fn the_documentation_shows_the_same_state_machine() {
    golden::compare("../../docs/state-machine.mmd", &to_mermaid());
    golden::compare("../../docs/state-machine.json", &to_json());
}

#[test]
fn no_two_moves_of_a_state_lead_to_the_same_state() {
    for from in TicketStatus::ALL {
        for action in StatusAction::ALL {
            if let Some(to) = next(*from, *action) {
                assert_eq!(action_between(*from, to), Some(*action), "{from} to {to}");
            }
        }
    }
}
