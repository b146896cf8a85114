use deskhand_domain::MessageId;
use deskhand_domain::people::{Actor, Person};
use deskhand_domain::policy::{EngineerScope, EngineersAct, PriorityNeeds, Workflow};
use deskhand_domain::testing::{TestClock, a_customer, a_superadmin, a_ticket, an_admin, an_engineer, person_id};
use deskhand_domain::ticket::{MessageBody, StatusAction, Ticket, TicketAction, TicketStatus, transitions};
use proptest::prelude::*;
use time::Duration;

#[derive(Clone, Debug)]
enum Step {
    Move(StatusAction),
    Post { note: bool },
    Assign(Option<&'static str>),
    Take,
    HandBack,
    Wait(i64),
}

fn cast() -> Vec<Person> {
    vec![
        a_customer().build(),
        a_customer().username("stranger").build(),
        an_engineer().build(),
        an_engineer().username("colleague").build(),
        an_admin().build(),
        a_superadmin().build(),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => proptest::sample::select(StatusAction::ALL).prop_map(Step::Move),
        2 => any::<bool>().prop_map(|note| Step::Post { note }),
        1 => proptest::sample::select(vec![None, Some("engineer"), Some("colleague")]).prop_map(Step::Assign),
        1 => Just(Step::Take),
        1 => Just(Step::HandBack),
        1 => (0_i64..400).prop_map(Step::Wait),
    ]
}

fn any_rules() -> impl Strategy<Value = Workflow> {
    let words = (proptest::sample::select(EngineerScope::ALL), proptest::sample::select(EngineersAct::ALL));
    let needs = proptest::sample::select(PriorityNeeds::ALL);
    (any::<[bool; 10]>(), words, needs).prop_map(|(on, (engineer_scope, engineers_act), priority_needs)| Workflow {
        engineer_scope,
        engineers_act,
        priority_needs,
        engineers_may_resolve: on[0],
        reporters_may_resolve: on[1],
        resolve_requires_response: on[2],
        reporter_reply_requires_response: on[3],
        reopen_on_reporter_reply: on[4],
        auto_assign: on[5],
        engineers_may_close: on[6],
        cancel_when_settled: on[7],
        reporters_may_prioritise: on[8],
        reply_keeps_status: on[9],
        ..Workflow::default()
    })
}

proptest! {
    #[test]
    fn whatever_people_do_the_ticket_stays_sound(
        rules in any_rules(),
        steps in proptest::collection::vec((any_step(), 0_usize..6), 1..60),
    ) {
        let cast = cast();
        let mut ticket = a_ticket().reporter(cast[0].id).build();
        let mut now = TestClock::START;
        for (step, who) in steps {
            let actor = Actor::from(&cast[who]);
            let before = ticket.clone();
            let promised = |action| before.check(action, &actor, &rules, now);
            match step {
                Step::Move(action) => {
                    let promise = promised(TicketAction::Move(action));
                    let result = ticket.apply(action, &actor, &rules, now);
                    prop_assert_eq!(promise.is_ok(), result.is_ok(), "allowed_actions and the deed agree");
                    if result.is_ok() {
                        prop_assert_eq!(Some(ticket.status), transitions::next(before.status, action, &rules));
                    }
                }
                Step::Post { note } => {
                    let action = if note { TicketAction::WriteNote } else { TicketAction::Reply };
                    let promise = promised(action);
                    let body = MessageBody::parse("Hello").unwrap();
                    let id = MessageId::new(person_id("message").as_uuid());
                    let result = ticket.post(id, body, note, &actor, &rules, now);
                    prop_assert_eq!(promise.is_ok(), result.is_ok());
                }
                Step::Assign(to) => {
                    if promised(TicketAction::Assign).is_ok() {
                        ticket.assign(to.map(person_id));
                    }
                }
                Step::Take => {
                    let promise = promised(TicketAction::Take);
                    prop_assert_eq!(promise.is_ok(), ticket.take(&actor, &rules, now).is_ok());
                }
                Step::HandBack => {
                    let promise = promised(TicketAction::HandBack);
                    prop_assert_eq!(promise.is_ok(), ticket.hand_back(&actor, &rules, now).is_ok());
                }
                Step::Wait(hours) => now += Duration::hours(hours),
            }
            assert_sound(&before, &ticket)?;
        }
    }
}

fn assert_sound(before: &Ticket, ticket: &Ticket) -> Result<(), TestCaseError> {
    prop_assert_eq!(ticket.load_on().is_some(), ticket.status == TicketStatus::Open && ticket.assignee.is_some());
    prop_assert_eq!(
        ticket.resolved_at.is_some(),
        matches!(ticket.status, TicketStatus::Resolved)
            || ticket.resolved_at.is_some() && ticket.status == TicketStatus::Closed
    );
    prop_assert_eq!(ticket.closed_at.is_some(), ticket.status == TicketStatus::Closed);
    prop_assert!(before.status != TicketStatus::Canceled || ticket.status == TicketStatus::Canceled);
    prop_assert!(ticket.reopen_count >= before.reopen_count);
    prop_assert!(ticket.message_count >= before.message_count && ticket.note_count >= before.note_count);
    prop_assert!(ticket.assignee != Some(ticket.reporter));
    prop_assert!(ticket.handed_back_by.is_none() || ticket.assignee.is_none());
    prop_assert!(ticket.taken_at.is_none() || ticket.assignee.is_some());
    Ok(())
}
