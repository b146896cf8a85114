//! Nobody answers without knowing of a newer message.

use std::sync::Arc;

use deskhand_domain::people::{Actor, Person};
use deskhand_domain::ports::{PageLimit, Storage, TicketKey};
use deskhand_domain::testing::{SequentialIds, TestClock, a_customer, an_admin, an_engineer};
use deskhand_domain::ticket::{MessageBody, Priority, Title};
use deskhand_domain::use_cases::{Error, Execution, OpenTicket, Outcome, Ports, PostMessage, Rules, UseCases};
use deskhand_domain::{Invalid, MessageId};
use deskhand_memory::MemoryStorage;
use pollster::block_on;

struct Talk {
    desk: UseCases,
    ada: Actor,
    bob: Actor,
    root: Actor,
    /// The ticket, and its description.
    ticket: TicketKey,
    first: MessageId,
}

fn message(text: &str, note: bool, seen: Option<MessageId>) -> PostMessage {
    PostMessage { body: MessageBody::parse(text).unwrap(), note, attachments: Vec::new(), seen, mail: None }
}

impl Talk {
    async fn begin() -> Self {
        let storage = Arc::new(MemoryStorage::new());
        let people = [a_customer().username("ada"), an_engineer().username("bob"), an_admin().username("root")];
        let people: Vec<Person> = people.into_iter().map(|person| person.build()).collect();
        let mut uow = storage.begin().await.unwrap();
        for person in &people {
            uow.people().insert(person).await.unwrap();
        }
        uow.commit().await.unwrap();
        let ports = Ports {
            attachments: storage.clone(),
            ..Ports::over(storage, Arc::new(TestClock::new()), Arc::new(SequentialIds::new()))
        };
        let desk = UseCases::new(ports, Rules::default());
        let [ada, bob, root] = [0, 1, 2].map(|n| Actor::from(&people[n]));
        let ticket = open(&desk, &ada, "Printer").await;
        let first = last_message(&desk, &ada, ticket).await;
        Self { desk, ada, bob, root, ticket, first }
    }

    async fn post(&self, who: &Actor, text: &str, note: bool, seen: Option<MessageId>) -> Result<MessageId, Error> {
        let posted = self.desk.tickets().post_message(who, self.ticket, message(text, note, seen)).await?;
        Ok(posted.view.message.id)
    }
}

async fn open(desk: &UseCases, who: &Actor, title: &str) -> TicketKey {
    let command = OpenTicket {
        title: Title::parse(title).unwrap(),
        description: MessageBody::parse("It began with smoke.").unwrap(),
        priority: Priority::Low,
        follow_up_of: None,
        attachments: Vec::new(),
        mail: None,
    };
    TicketKey::Id(desk.tickets().open(who, command).await.unwrap().view.ticket.id)
}

async fn last_message(desk: &UseCases, who: &Actor, ticket: TicketKey) -> MessageId {
    let page = desk.tickets().messages(who, ticket, None, PageLimit::default(), false).await.unwrap();
    page.rows.last().unwrap().view.message.id
}

#[track_caller]
fn assert_overtaken(posted: &Result<MessageId, Error>, by: u32) {
    assert!(matches!(posted, Err(Error::Overtaken { newer }) if *newer == by), "{posted:?}");
}

#[test]
fn who_has_not_seen_the_newest_message_of_another_is_overtaken() {
    block_on(async {
        let talk = Talk::begin().await;
        let answer = talk.post(&talk.bob, "Have you tried?", false, Some(talk.first)).await.unwrap();
        assert_overtaken(&talk.post(&talk.ada, "Hello?", false, Some(talk.first)).await, 1);
        assert_eq!(last_message(&talk.desk, &talk.ada, talk.ticket).await, answer, "the refused one is not there");
        talk.post(&talk.root, "Or this?", false, None).await.expect("without `seen` nothing is compared");
        assert_overtaken(&talk.post(&talk.ada, "Hello?", false, Some(talk.first)).await, 2);
        let newest = last_message(&talk.desk, &talk.ada, talk.ticket).await;
        talk.post(&talk.ada, "I have.", false, Some(newest)).await.unwrap();
    });
}

#[test]
fn ones_own_messages_overtake_nobody() {
    block_on(async {
        let talk = Talk::begin().await;
        talk.post(&talk.ada, "It still burns", false, Some(talk.first)).await.unwrap();
        talk.post(&talk.ada, "And again", false, Some(talk.first)).await.unwrap();
        assert_overtaken(&talk.post(&talk.bob, "Oh", false, Some(talk.first)).await, 2);
    });
}

#[test]
fn notes_overtake_those_who_read_them_and_customers_never_learn_of_one() {
    block_on(async {
        let talk = Talk::begin().await;
        let note = talk.post(&talk.root, "Old printer", true, Some(talk.first)).await.unwrap();
        assert_overtaken(&talk.post(&talk.bob, "Me too", true, Some(talk.first)).await, 1);
        assert_overtaken(&talk.post(&talk.bob, "Have you tried?", false, Some(talk.first)).await, 1);
        let by_note = talk.post(&talk.ada, "Hello?", false, Some(note)).await;
        let unknown = talk.post(&talk.ada, "Hello?", false, Some(MessageId::new(uuid()))).await;
        assert_eq!(
            format!("{by_note:?}"),
            format!("{unknown:?}"),
            "a note is as unknown to her as what does not exist"
        );
        talk.post(&talk.ada, "Hello?", false, Some(talk.first)).await.unwrap();
        talk.post(&talk.bob, "Here", false, Some(note)).await.map(drop).expect_err("ada wrote");
    });
}

#[test]
fn a_message_of_another_ticket_is_no_message_of_this_one() {
    block_on(async {
        let talk = Talk::begin().await;
        let other = open(&talk.desk, &talk.ada, "Scanner").await;
        let elsewhere = last_message(&talk.desk, &talk.ada, other).await;
        for seen in [elsewhere, MessageId::new(uuid())] {
            let posted = talk.post(&talk.ada, "Hello?", false, Some(seen)).await;
            assert!(matches!(posted, Err(Error::Field { field: "seen", reason: Invalid::Format(_) })), "{posted:?}");
        }
    });
}

#[test]
fn a_dry_run_is_overtaken_as_the_message_would_be() {
    block_on(async {
        let talk = Talk::begin().await;
        let dry = async |seen| {
            let command = message("Hello?", false, Some(seen));
            talk.desk.tickets().post_message_with(&talk.ada, talk.ticket, command, &Execution::DryRun).await
        };
        assert!(matches!(dry(talk.first).await, Ok(Outcome::Planned(_))));
        let answer = talk.post(&talk.bob, "Have you tried?", false, Some(talk.first)).await.unwrap();
        assert!(matches!(dry(talk.first).await, Err(Error::Overtaken { newer: 1 })));
        assert!(matches!(dry(answer).await, Ok(Outcome::Planned(_))));
        assert_eq!(last_message(&talk.desk, &talk.ada, talk.ticket).await, answer, "nothing was posted");
    });
}

fn uuid() -> deskhand_domain::uuid::Uuid {
    deskhand_domain::testing::person_id("message").as_uuid()
}
