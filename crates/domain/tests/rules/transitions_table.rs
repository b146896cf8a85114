use deskhand_domain::policy::Workflow;
use deskhand_domain::ticket::transitions::{action_between, next, to_json, to_mermaid};
use deskhand_domain::ticket::{StatusAction, TicketStatus};

use crate::golden;

#[test]
fn the_state_machine_is_as_printed() {
    let mut text = String::new();
    for (name, rules) in policies() {
        text += &format!("# {name}\n{:<12}", "from");
        for action in StatusAction::ALL {
            text += &format!("{action:<17}");
        }
        text = text.trim_end().to_owned() + "\n";
        for from in TicketStatus::ALL {
            let mut row = format!("{from:<12}");
            for action in StatusAction::ALL {
                row += &format!("{:<17}", next(*from, *action, &rules).map_or("-", |to| to.as_str()));
            }
            text += &(row.trim_end().to_owned() + "\n");
        }
    }
    golden::compare("tests/golden/transitions.txt", &text);
}

fn policies() -> [(&'static str, Workflow); 2] {
    let settled = Workflow { cancel_when_settled: true, ..Workflow::default() };
    [("the defaults", Workflow::default()), ("cancel_when_settled = true", settled)]
}

#[test]
fn the_documentation_shows_the_same_state_machine() {
    golden::compare("../../docs/state-machine.mmd", &to_mermaid());
    golden::compare("../../docs/state-machine.json", &to_json());
}

#[test]
fn no_two_moves_of_a_state_lead_to_the_same_state() {
    for (_, rules) in policies() {
        for from in TicketStatus::ALL {
            for action in StatusAction::ALL {
                if let Some(to) = next(*from, *action, &rules) {
                    assert_eq!(action_between(*from, to, &rules), Some(*action), "{from} to {to}");
                }
            }
        }
    }
}
