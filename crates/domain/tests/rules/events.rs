//! Which people may see which events.

use deskhand_domain::PersonId;
use deskhand_domain::history::EventKind;
use deskhand_domain::people::{AccountStatus, Actor, Role};
use deskhand_domain::permissions::{
    EventSubject, EventVisibility, PersonAction, Relation, events_visible_to, may, may_see_event, may_with_person,
};
use deskhand_domain::policy::{EngineerScope, Workflow};
use deskhand_domain::testing::person_id;
use deskhand_domain::ticket::{Followers, TicketAction, TicketStatus};

const WHO: [&str; 3] = ["actor", "somebody", "somebody-else"];

fn actors() -> impl Iterator<Item = Actor> {
    let status = AccountStatus::ALL;
    Role::ALL.iter().flat_map(move |role| {
        let actor = move |status| Actor { id: person_id("actor"), role: *role, status, by_key: false };
        status.iter().map(move |status| actor(*status))
    })
}

fn policies() -> Vec<Workflow> {
    let mut all = Vec::new();
    for engineer_scope in EngineerScope::ALL {
        for engineers_list_users in [false, true] {
            all.push(Workflow { engineer_scope: *engineer_scope, engineers_list_users, ..Workflow::default() });
        }
    }
    all
}

fn relation(actor: &Actor, reporter: PersonId, assignee: Option<PersonId>, followers: &Followers) -> Relation {
    Relation {
        is_reporter: actor.is(reporter),
        is_follower: followers.include(actor.id),
        is_assignee: assignee == Some(actor.id),
        is_unassigned: assignee.is_none(),
        status: TicketStatus::Open,
    }
}

fn people_on_tickets() -> impl Iterator<Item = (PersonId, Option<PersonId>, Followers)> {
    WHO.map(person_id).into_iter().flat_map(|reporter| {
        let assignees = WHO.map(|name| Some(person_id(name))).into_iter().chain([None]);
        assignees.flat_map(move |assignee| {
            let followed = WHO.map(|name| Followers::restore([person_id(name)])).into_iter().chain([Followers::NONE]);
            followed.map(move |followers| (reporter, assignee, followers))
        })
    })
}

#[test]
fn an_event_of_a_ticket_is_for_those_who_see_the_ticket_and_an_internal_one_for_those_who_read_notes() {
    for rules in policies() {
        for actor in actors() {
            for (reporter, assignee, followers) in people_on_tickets() {
                let relation = relation(&actor, reporter, assignee, &followers);
                let subject = EventSubject::Ticket { reporter, assignee, followers };
                for kind in EventKind::ALL {
                    let needs = if kind.is_internal() { TicketAction::ReadNotes } else { TicketAction::See };
                    let expected = may(&actor, needs, &relation, &rules).is_ok();
                    let may_see = may_see_event(&actor, *kind, &subject, &rules);
                    assert_eq!(may_see, expected, "{actor:?} {kind} {subject:?}");
                }
            }
        }
    }
}

#[test]
fn an_event_of_a_deleted_ticket_is_for_admins() {
    for rules in policies() {
        for actor in actors() {
            for kind in EventKind::ALL {
                let may_see = may_see_event(&actor, *kind, &EventSubject::DeletedTicket, &rules);
                assert_eq!(
                    may_see,
                    actor.role.is_admin() && actor.status == AccountStatus::Approved,
                    "{actor:?} {kind}"
                );
            }
        }
    }
}

#[test]
fn an_event_of_an_account_is_for_its_owner_and_for_the_admins_who_see_it() {
    for rules in policies() {
        for actor in actors() {
            for (name, role) in WHO.iter().flat_map(|name| Role::ALL.iter().map(move |role| (*name, *role))) {
                let id = person_id(name);
                let sees = may_with_person(&actor, PersonAction::See, Some(id), role, &rules).is_ok();
                let expected = sees && (actor.is(id) || actor.role.is_admin());
                let subject = EventSubject::Person { id, role };
                let may_see = may_see_event(&actor, EventKind::PasswordChanged, &subject, &rules);
                assert_eq!(may_see, expected, "{actor:?} {subject:?}");
            }
        }
    }
}

#[test]
fn a_superadmin_sees_the_whole_log() {
    let superadmin =
        Actor { id: person_id("root"), role: Role::Superadmin, status: AccountStatus::Approved, by_key: false };
    assert_eq!(events_visible_to(&superadmin, &Workflow::default()), Ok(EventVisibility::EVERYTHING));
}
