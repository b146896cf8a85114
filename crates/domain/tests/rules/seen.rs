//! No answer is posted without knowing of a newer message.

use deskhand_domain::people::Actor;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::testing::person_id;
use deskhand_domain::use_cases::{Error, Execution, Outcome, PostMessage};
use deskhand_domain::{Invalid, MessageId};
use pollster::block_on;

use crate::small_desk::{SmallDesk, a_message};

struct Talk {
    desk: SmallDesk,
    /// The ticket of ada, and its description.
    ticket: TicketKey,
    first: MessageId,
}

impl Talk {
    async fn begin() -> Self {
        let desk = SmallDesk::open().await;
        let ticket = desk.ticket(&desk.ada, "Printer").await;
        let first = desk.last_message(&desk.ada, ticket).await;
        Self { desk, ticket, first }
    }

    async fn post(&self, who: &Actor, text: &str, note: bool, seen: Option<MessageId>) -> Result<MessageId, Error> {
        let command = PostMessage { seen, ..a_message(text, note) };
        Ok(self.desk.use_cases.tickets().post_message(who, self.ticket, command).await?.view.message.id)
    }

    async fn newest(&self) -> MessageId {
        self.desk.last_message(&self.desk.ada, self.ticket).await
    }
}

fn unknown_message() -> MessageId {
    MessageId::new(person_id("message").as_uuid())
}

#[track_caller]
fn assert_overtaken(posted: &Result<MessageId, Error>, by: u32) {
    assert!(matches!(posted, Err(Error::Overtaken { newer }) if *newer == by), "{posted:?}");
}

#[test]
fn who_has_not_seen_the_newest_message_of_another_is_overtaken() {
    block_on(async {
        let talk = Talk::begin().await;
        let answer = talk.post(&talk.desk.bob, "Have you tried?", false, Some(talk.first)).await.unwrap();
        assert_overtaken(&talk.post(&talk.desk.ada, "Hello?", false, Some(talk.first)).await, 1);
        assert_eq!(talk.newest().await, answer, "the refused one is not there");
        talk.post(&talk.desk.root, "Or this?", false, None).await.expect("without `seen` nothing is compared");
        assert_overtaken(&talk.post(&talk.desk.ada, "Hello?", false, Some(talk.first)).await, 2);
        let newest = talk.newest().await;
        talk.post(&talk.desk.ada, "I have.", false, Some(newest)).await.unwrap();
    });
}

#[test]
fn a_writer_is_not_overtaken_by_their_own_messages() {
    block_on(async {
        let talk = Talk::begin().await;
        talk.post(&talk.desk.ada, "It still burns", false, Some(talk.first)).await.unwrap();
        talk.post(&talk.desk.ada, "And again", false, Some(talk.first)).await.unwrap();
        assert_overtaken(&talk.post(&talk.desk.bob, "Oh", false, Some(talk.first)).await, 2);
    });
}

#[test]
fn notes_overtake_those_who_read_them_and_customers_never_learn_of_one() {
    block_on(async {
        let talk = Talk::begin().await;
        let note = talk.post(&talk.desk.root, "Old printer", true, Some(talk.first)).await.unwrap();
        assert_overtaken(&talk.post(&talk.desk.bob, "Me too", true, Some(talk.first)).await, 1);
        assert_overtaken(&talk.post(&talk.desk.bob, "Have you tried?", false, Some(talk.first)).await, 1);
        let by_note = talk.post(&talk.desk.ada, "Hello?", false, Some(note)).await;
        let unknown = talk.post(&talk.desk.ada, "Hello?", false, Some(unknown_message())).await;
        assert_eq!(
            format!("{by_note:?}"),
            format!("{unknown:?}"),
            "a note is as unknown to her as what does not exist"
        );
        talk.post(&talk.desk.ada, "Hello?", false, Some(talk.first)).await.unwrap();
        talk.post(&talk.desk.bob, "Here", false, Some(note)).await.map(drop).expect_err("ada wrote");
    });
}

#[test]
fn a_message_of_another_ticket_is_no_message_of_this_one() {
    block_on(async {
        let talk = Talk::begin().await;
        let other = talk.desk.ticket(&talk.desk.ada, "Scanner").await;
        let elsewhere = talk.desk.last_message(&talk.desk.ada, other).await;
        for seen in [elsewhere, unknown_message()] {
            let posted = talk.post(&talk.desk.ada, "Hello?", false, Some(seen)).await;
            assert!(matches!(posted, Err(Error::Field { field: "seen", reason: Invalid::Format(_) })), "{posted:?}");
        }
    });
}

#[test]
fn a_dry_run_is_overtaken_as_the_message_would_be() {
    block_on(async {
        let talk = Talk::begin().await;
        let dry = async |seen| {
            let command = PostMessage { seen: Some(seen), ..a_message("Hello?", false) };
            talk.desk
                .use_cases
                .tickets()
                .post_message_with(&talk.desk.ada, talk.ticket, command, &Execution::DryRun)
                .await
        };
        assert!(matches!(dry(talk.first).await, Ok(Outcome::Planned(_))));
        let answer = talk.post(&talk.desk.bob, "Have you tried?", false, Some(talk.first)).await.unwrap();
        assert!(matches!(dry(talk.first).await, Err(Error::Overtaken { newer: 1 })));
        assert!(matches!(dry(answer).await, Ok(Outcome::Planned(_))));
        assert_eq!(talk.newest().await, answer, "nothing was posted");
    });
}
