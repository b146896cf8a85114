use deskhand_domain::people::{AccountStatus, Actor, Role};
use deskhand_domain::permissions::{
    Denied, PersonAction, Relation, may, may_list_people, may_open, may_with_person, people_visible_to,
    tickets_visible_to,
};
use deskhand_domain::policy::{EngineerScope, EngineersAct, PriorityNeeds, Workflow};
use deskhand_domain::testing::person_id;
use deskhand_domain::ticket::{TicketAction, TicketStatus};

use crate::golden;

/// Whether they are the reporter, the assignee and a follower.
type Parts = (bool, bool, bool);

const RELATIONS: [(&str, Parts); 6] = [
    ("reporter", (true, false, false)),
    ("assignee", (false, true, false)),
    ("reporter+assignee", (true, true, false)),
    ("follower", (false, false, true)),
    ("assignee+follower", (false, true, true)),
    ("other", (false, false, false)),
];

fn actor(role: Role, status: AccountStatus) -> Actor {
    Actor { id: person_id("actor"), role, status, by_key: false }
}

fn policies() -> Vec<(&'static str, Workflow)> {
    let base = Workflow::default();
    let all_act =
        Workflow { engineers_act: EngineersAct::All, engineer_scope: EngineerScope::All, ..Workflow::default() };
    vec![
        ("the defaults", base.clone()),
        ("engineer_scope = all", Workflow { engineer_scope: EngineerScope::All, ..base.clone() }),
        (
            "engineers_may_resolve = false, reporters_may_resolve = false",
            Workflow { engineers_may_resolve: false, reporters_may_resolve: false, ..base.clone() },
        ),
        ("engineers_may_close = false", Workflow { engineers_may_close: false, ..base.clone() }),
        ("engineers_act = all", Workflow { engineers_act: EngineersAct::All, ..base.clone() }),
        ("engineers_act = all, engineer_scope = all", all_act.clone()),
        (
            "engineers_act = all, engineer_scope = all, engineers_may_resolve = false, engineers_may_close = false",
            Workflow { engineers_may_resolve: false, engineers_may_close: false, ..all_act },
        ),
        ("reporters_may_prioritise = true", Workflow { reporters_may_prioritise: true, ..base.clone() }),
        ("priority_needs = admin", Workflow { priority_needs: PriorityNeeds::Admin, ..base.clone() }),
        ("priority_needs = superadmin", Workflow { priority_needs: PriorityNeeds::Superadmin, ..base.clone() }),
        (
            "priority_needs = superadmin, reporters_may_prioritise = true",
            Workflow { priority_needs: PriorityNeeds::Superadmin, reporters_may_prioritise: true, ..base },
        ),
    ]
}

/// The answers of `may` for every status of the ticket; one word if they are all equal.
fn verdict(actor: &Actor, action: TicketAction, relation: Parts, rules: &Workflow) -> String {
    let (is_reporter, is_assignee, is_follower) = relation;
    let answer = |status, is_unassigned| {
        let relation = Relation { is_reporter, is_follower, is_assignee, is_unassigned, status };
        word(may(actor, action, &relation, rules))
    };
    let mut parts: Vec<String> = Vec::new();
    let assigned: Vec<_> = TicketStatus::ALL.iter().map(|status| (*status, answer(*status, false))).collect();
    if assigned.iter().all(|(_, word)| *word == assigned[0].1) {
        parts.push(assigned[0].1.to_owned());
    } else {
        parts.extend(assigned.iter().map(|(status, word)| format!("{status}:{word}")));
    }
    if !is_assignee && answer(TicketStatus::Open, true) != answer(TicketStatus::Open, false) {
        parts.push(format!("unassigned:{}", answer(TicketStatus::Open, true)));
    }
    parts.join(" ")
}

fn word(answer: Result<(), Denied>) -> &'static str {
    match answer {
        Ok(()) => "yes",
        Err(Denied::AccountNotApproved) => "account-not-approved",
        Err(Denied::CannotSee) => "not-found",
        Err(Denied::Role) => "role",
        Err(Denied::ReporterOnly) => "reporter-only",
        Err(Denied::AssigneeOrAdminOnly) => "assignee-or-admin-only",
        Err(Denied::StaffOnly) => "staff-only",
        Err(Denied::NotTheirFollowers) => "not-their-followers",
        Err(Denied::FollowerOnly) => "follower-only",
        Err(Denied::NotTheirRating) => "not-their-rating",
        Err(Denied::NotInThisState) => "not-in-this-state",
        Err(Denied::Policy) => "policy",
        Err(Denied::SessionOnly) => "session-only",
        Err(Denied::SomebodyElses) => "somebody-elses",
        Err(Denied::AssigneeOnly) => "assignee-only",
        Err(Denied::AdminOnly) => "admin-only",
        Err(Denied::SuperadminOnly) => "superadmin-only",
        Err(Denied::CustomersOnly) => "customers-only",
        Err(Denied::OwnTicket) => "own-ticket",
        Err(Denied::OwnAccount) => "own-account",
    }
}

#[test]
fn the_ticket_permissions_are_as_printed() {
    let defaults = ticket_permissions(&Workflow::default());
    let mut text = String::new();
    for (name, rules) in policies() {
        let rows = ticket_permissions(&rules);
        if rows == defaults {
            text += &format!("# {name}\n{}", rows.concat());
        } else {
            let changed = rows.into_iter().filter(|row| !defaults.contains(row));
            text += &format!("# {name}: what differs from the defaults\n{}", changed.collect::<String>());
        }
    }
    golden::compare("tests/golden/ticket_permissions.txt", &text);
}

#[test]
fn who_opens_tickets_is_as_printed() {
    let only_customers = Workflow { only_customers_open: true, ..Workflow::default() };
    let more = policies().into_iter().filter(|(name, _)| name.contains("priorit"));
    let rules = [("the defaults", Workflow::default()), ("only_customers_open = true", only_customers)];
    let mut text = String::new();
    for (name, rules) in rules.into_iter().chain(more) {
        text += &format!("# {name}\n");
        for role in Role::ALL {
            let actor = actor(*role, AccountStatus::Approved);
            for (what, with_priority) in [("open", false), ("open_as_urgent", true)] {
                text += &format!("{role:<11}{what:<17}{}\n", word(may_open(&actor, with_priority, &rules)));
            }
        }
    }
    golden::compare("tests/golden/opening.txt", &text);
}

fn ticket_permissions(rules: &Workflow) -> Vec<String> {
    let mut rows = Vec::new();
    for role in Role::ALL {
        for (relation, parts) in RELATIONS {
            for action in TicketAction::all() {
                let actor = actor(*role, AccountStatus::Approved);
                let verdict = verdict(&actor, action, parts, rules);
                rows.push(format!("{role:<11}{relation:<18}{:<17}{verdict}\n", action.as_str()));
            }
        }
    }
    rows
}

#[test]
fn an_account_that_is_not_approved_may_do_nothing_at_all() {
    for (_, rules) in policies() {
        for role in Role::ALL {
            for status in AccountStatus::ALL.iter().filter(|status| **status != AccountStatus::Approved) {
                let actor = actor(*role, *status);
                for (_, parts) in RELATIONS {
                    for action in TicketAction::all() {
                        assert_eq!(
                            verdict(&actor, action, parts, &rules),
                            "account-not-approved",
                            "{role} {status} {}",
                            action.as_str()
                        );
                    }
                }
                assert_eq!(may_list_people(&actor, &rules), Err(Denied::AccountNotApproved));
                assert_eq!(tickets_visible_to(&actor, &rules).err(), Some(Denied::AccountNotApproved));
                assert_eq!(people_visible_to(&actor, &rules).err(), Some(Denied::AccountNotApproved));
            }
        }
    }
}

#[test]
fn the_permissions_over_people_are_as_printed() {
    let mut actions: Vec<(String, PersonAction)> = vec![
        ("see".into(), PersonAction::See),
        ("edit_profile".into(), PersonAction::EditProfile),
        ("change_username".into(), PersonAction::ChangeUsername),
        ("change_email".into(), PersonAction::ChangeEmail),
        ("change_availability".into(), PersonAction::ChangeAvailability),
        ("change_capacity".into(), PersonAction::ChangeCapacity),
        ("change_status".into(), PersonAction::ChangeStatus),
        ("remove_second_factor".into(), PersonAction::RemoveSecondFactor),
        ("remove".into(), PersonAction::Remove),
    ];
    actions.extend(Role::ALL.iter().map(|role| (format!("make_{role}"), PersonAction::ChangeRole(*role))));
    let with_list = Workflow { engineers_list_users: true, ..Workflow::default() };
    let mut text = String::new();
    for (name, rules) in [("the defaults", Workflow::default()), ("engineers_list_users = true", with_list)] {
        text += &format!("# {name}\n");
        for role in Role::ALL {
            let actor = actor(*role, AccountStatus::Approved);
            text += &format!("{role:<11}{:<33}{}\n", "list_people", word(may_list_people(&actor, &rules)));
            for target in Role::ALL {
                let create = may_with_person(&actor, PersonAction::Create, None, *target, &rules);
                text += &format!("{role:<11}{:<12}{:<21}{}\n", target.as_str(), "create", word(create));
            }
            let themselves = [("themselves", *role, actor.id)];
            let others = Role::ALL.iter().map(|target| (target.as_str(), *target, person_id("other")));
            for (label, target, id) in themselves.into_iter().chain(others) {
                for (name, action) in &actions {
                    let answer = may_with_person(&actor, *action, Some(id), target, &rules);
                    text += &format!("{role:<11}{label:<12}{name:<21}{}\n", word(answer));
                }
            }
        }
    }
    golden::compare("tests/golden/people_permissions.txt", &text);
}
