//! No typed word is lost: what is not sent yet is kept, until it is sent, discarded or old.

use deskhand_domain::drafts::{Draft, DraftPlace, DraftText, DraftTitle, DraftWords, Editor};
use deskhand_domain::people::{Actor, Role};
use deskhand_domain::ports::{Clock, PersonKey, TicketKey};
use deskhand_domain::ticket::{MailOrigin, MailProof, MessageBody};
use deskhand_domain::use_cases::{BasedOn, DraftKey, Error, Execution, OpenTicket, PostMessage, Retention};
use deskhand_domain::{Invalid, MessageId};
use pollster::block_on;
use time::Duration;

use crate::small_desk::{SmallDesk, a_message, a_ticket};

fn words(text: &str) -> DraftWords {
    DraftText::parse(text).unwrap().into()
}

impl SmallDesk {
    /// Keeps what a person types who sees what they typed before.
    async fn keep(&self, who: &Actor, key: DraftKey, text: &str) -> Result<Option<Draft>, Error> {
        let seen = self.use_cases.drafts().find(who, key).await?.map(|draft| draft.saved_at);
        self.use_cases.drafts().keep(who, key, words(text), seen).await
    }

    /// A message that bob typed over the draft that he has there.
    async fn typed(&self, key: DraftKey, text: &str) -> PostMessage {
        let draft = self.use_cases.drafts().find(&self.bob, key).await.unwrap();
        let editor = Some(Editor { draft: draft.map(|draft| draft.saved_at) });
        PostMessage { editor, ..a_message(text, matches!(key, DraftKey::Note(_))) }
    }

    /// What each draft of this person says, last changed first.
    async fn drafts(&self, who: &Actor) -> Vec<String> {
        let drafts = self.use_cases.drafts().list(who).await.unwrap();
        drafts.into_iter().map(|draft| draft.words.text.as_str().to_owned()).collect()
    }

    async fn post(&self, who: &Actor, ticket: TicketKey, message: PostMessage) -> Result<MessageId, Error> {
        Ok(self.use_cases.tickets().post_message(who, ticket, message).await?.view.message.id)
    }
}

/// A desk with a ticket of ada, and bob's drafts on it.
async fn a_desk() -> (SmallDesk, TicketKey) {
    let desk = SmallDesk::open().await;
    let ticket = desk.ticket(&desk.ada, "Printer").await;
    desk.keep(&desk.bob, DraftKey::Reply(ticket), "Have you").await.unwrap();
    desk.clock.advance(Duration::SECOND);
    desk.keep(&desk.bob, DraftKey::Note(ticket), "An old").await.unwrap();
    (desk, ticket)
}

#[test]
fn a_draft_is_kept_as_it_is_typed_one_for_each_place() {
    block_on(async {
        let (desk, ticket) = a_desk().await;
        desk.clock.advance(Duration::SECOND);
        let reply = desk.keep(&desk.bob, DraftKey::Reply(ticket), "Have you tried \n").await.unwrap().unwrap();
        assert_eq!((reply.words.text.as_str(), reply.saved_at), ("Have you tried \n", desk.clock.now()));
        assert_eq!(desk.use_cases.drafts().find(&desk.bob, DraftKey::Reply(ticket)).await.unwrap(), Some(reply));
        desk.keep(&desk.bob, DraftKey::NewTicket, "Coffee").await.unwrap();
        assert_eq!(desk.drafts(&desk.bob).await, ["Coffee", "Have you tried \n", "An old"]);
        assert_eq!(desk.drafts(&desk.root).await, [""; 0], "only their writer reads drafts");
        assert_eq!(desk.use_cases.drafts().find(&desk.root, DraftKey::Note(ticket)).await.unwrap(), None);
    });
}

#[test]
fn only_a_new_ticket_has_a_title_and_white_space_is_no_draft() {
    block_on(async {
        let (desk, ticket) = a_desk().await;
        let titled = |text| DraftWords { title: DraftTitle::parse("The pri").unwrap(), ..words(text) };
        let drafts = || desk.use_cases.drafts();
        let new = drafts().keep(&desk.bob, DraftKey::NewTicket, titled(" "), None).await.unwrap().unwrap();
        assert_eq!((new.place, new.words.title.as_str()), (DraftPlace::NewTicket, "The pri"));
        let seen = drafts().find(&desk.bob, DraftKey::Reply(ticket)).await.unwrap().map(|draft| draft.saved_at);
        let reply = drafts().keep(&desk.bob, DraftKey::Reply(ticket), titled("Hm"), seen).await.unwrap().unwrap();
        assert_eq!(reply.words.title.as_str(), "");
        for key in [DraftKey::Reply(ticket), DraftKey::NewTicket] {
            assert_eq!(desk.keep(&desk.bob, key, " \n\t").await.unwrap(), None);
        }
        assert_eq!(desk.drafts(&desk.bob).await, ["An old"]);
        drafts().discard(&desk.bob, DraftKey::Note(ticket)).await.unwrap();
        drafts().discard(&desk.bob, DraftKey::Note(ticket)).await.expect("there is none any more, as wanted");
        assert_eq!(desk.drafts(&desk.bob).await, [""; 0]);
    });
}

#[test]
fn words_that_another_browser_of_the_person_keeps_are_replaced_only_where_they_were_seen() {
    block_on(async {
        let (desk, ticket) = a_desk().await;
        let keep = async |text: &str, seen: Option<&Draft>| {
            let seen = seen.map(|draft| draft.saved_at);
            desk.clock.advance(Duration::SECOND);
            desk.use_cases.drafts().keep(&desk.bob, DraftKey::Reply(ticket), words(text), seen).await
        };
        let at_home = desk.use_cases.drafts().find(&desk.bob, DraftKey::Reply(ticket)).await.unwrap().unwrap();
        let at_work = keep("Have you looked", Some(&at_home)).await.unwrap().unwrap();
        for unaware in ["Have you tried", "", " \n"] {
            assert!(matches!(keep(unaware, Some(&at_home)).await, Err(Error::Stale)), "{unaware:?}");
            assert!(matches!(keep(unaware, None).await, Err(Error::Stale)), "{unaware:?}");
        }
        assert_eq!(desk.drafts(&desk.bob).await, ["Have you looked", "An old"]);
        let both = keep("Have you looked", Some(&at_home)).await.unwrap().expect("the same words lose nothing");
        assert_ne!(both.saved_at, at_work.saved_at);
        desk.use_cases.drafts().discard(&desk.bob, DraftKey::Reply(ticket)).await.unwrap();
        keep("Have you tried", Some(&at_work))
            .await
            .unwrap()
            .expect("what was seen is gone, and nothing is in its place");
    });
}

#[test]
fn the_text_of_a_draft_is_no_longer_than_a_message() {
    assert_eq!(DraftText::parse(&"ü".repeat(65_536)).unwrap().as_str().chars().count(), 65_536);
    assert_eq!(DraftText::parse(&"x".repeat(65_537)), Err(Invalid::TooLong { max: 65_536 }));
    assert_eq!(DraftTitle::parse(&"x".repeat(201)), Err(Invalid::TooLong { max: 200 }));
    assert_eq!(DraftText::parse("one\r\ntwo\0").unwrap().as_str(), "one\ntwo\u{2400}");
}

#[test]
fn drafts_are_for_tickets_that_the_writer_sees_and_notes_for_those_who_read_them() {
    block_on(async {
        let (desk, ticket) = a_desk().await;
        let foreign = desk.ticket(&desk.bob, "My chair").await;
        for key in [DraftKey::Reply(foreign), DraftKey::Note(foreign)] {
            assert!(matches!(desk.keep(&desk.ada, key, "Hello").await, Err(Error::NotFound)));
            assert!(matches!(desk.use_cases.drafts().find(&desk.ada, key).await, Err(Error::NotFound)));
            assert!(matches!(desk.use_cases.drafts().discard(&desk.ada, key).await, Err(Error::NotFound)));
        }
        assert!(matches!(desk.keep(&desk.ada, DraftKey::Note(ticket), "Hello").await, Err(Error::Refused(_))));
        assert_eq!(desk.drafts(&desk.ada).await, [""; 0]);
    });
}

#[test]
fn a_message_takes_its_own_draft_along_and_no_other() {
    block_on(async {
        let (desk, ticket) = a_desk().await;
        desk.keep(&desk.root, DraftKey::Reply(ticket), "Root's").await.unwrap();
        desk.post(&desk.bob, ticket, desk.typed(DraftKey::Reply(ticket), "Have you tried?").await).await.unwrap();
        assert_eq!(desk.drafts(&desk.bob).await, ["An old"], "the note is still written");
        desk.post(&desk.bob, ticket, desk.typed(DraftKey::Note(ticket), "An old one").await).await.unwrap();
        assert_eq!(desk.drafts(&desk.bob).await, [""; 0]);
        assert_eq!(desk.drafts(&desk.root).await, ["Root's"]);
    });
}

#[test]
fn what_is_sent_from_one_browser_leaves_the_unseen_draft_of_another() {
    block_on(async {
        let (desk, ticket) = a_desk().await;
        let old_page = desk.typed(DraftKey::Reply(ticket), "On it").await;
        desk.clock.advance(Duration::SECOND);
        desk.keep(&desk.bob, DraftKey::Reply(ticket), "A long answer").await.unwrap();
        desk.post(&desk.bob, ticket, old_page.clone()).await.unwrap();
        assert_eq!(desk.drafts(&desk.bob).await, ["A long answer", "An old"]);
        let same = PostMessage { body: MessageBody::parse("A long answer").unwrap(), ..old_page };
        desk.post(&desk.bob, ticket, same).await.unwrap();
        assert_eq!(desk.drafts(&desk.bob).await, ["An old"], "the same words are sent now");
    });
}

#[test]
fn what_is_not_sent_keeps_its_draft() {
    block_on(async {
        let (desk, ticket) = a_desk().await;
        let first = desk.last_message(&desk.bob, ticket).await;
        desk.post(&desk.ada, ticket, a_message("It was the plug", false)).await.unwrap();
        let unaware = PostMessage { seen: Some(first), ..a_message("Have you tried?", false) };
        assert!(matches!(desk.post(&desk.bob, ticket, unaware).await, Err(Error::Overtaken { newer: 1 })));
        let (tickets, aware) = (desk.use_cases.tickets(), a_message("Have you tried?", false));
        tickets.post_message_with(&desk.bob, ticket, aware, &Execution::DryRun).await.unwrap();
        assert_eq!(desk.drafts(&desk.bob).await, ["An old", "Have you"]);
    });
}

#[test]
fn a_mail_and_a_program_send_something_else_than_the_draft() {
    block_on(async {
        let (desk, ticket) = a_desk().await;
        let program = Actor { by_key: true, ..desk.bob };
        desk.post(&program, ticket, a_message("Automatic answer", false)).await.unwrap();
        desk.keep(&desk.bob, DraftKey::NewTicket, "Coffee").await.unwrap();
        desk.ticket(&program, "Automatic ticket").await;
        let by_mail = OpenTicket {
            mail: Some(MailOrigin { proof: MailProof::Address, elided: String::new() }),
            ..a_ticket("By mail")
        };
        desk.use_cases.tickets().open(&desk.bob, by_mail).await.unwrap();
        assert_eq!(desk.drafts(&desk.bob).await.len(), 3);
        let draft = desk.use_cases.drafts().find(&desk.bob, DraftKey::NewTicket).await.unwrap();
        let editor = Some(Editor { draft: draft.map(|draft| draft.saved_at) });
        desk.use_cases.tickets().open(&desk.bob, OpenTicket { editor, ..a_ticket("Coffee") }).await.unwrap();
        assert_eq!(desk.drafts(&desk.bob).await, ["An old", "Have you"]);
    });
}

#[test]
fn drafts_go_with_their_ticket_and_with_their_person() {
    block_on(async {
        let (desk, ticket) = a_desk().await;
        let second = desk.ticket(&desk.ada, "Scanner").await;
        desk.keep(&desk.bob, DraftKey::Reply(second), "Here").await.unwrap();
        desk.keep(&desk.ada, DraftKey::Reply(second), "Hello?").await.unwrap();
        let root = Actor { role: Role::Superadmin, ..desk.root };
        desk.use_cases.tickets().delete(&root, ticket, BasedOn::Any).await.unwrap();
        assert_eq!(desk.drafts(&desk.bob).await, ["Here"]);
        desk.use_cases.users().remove(&root, PersonKey::Id(desk.bob.id), BasedOn::Any).await.unwrap();
        assert_eq!(desk.drafts(&desk.bob).await, [""; 0]);
        assert_eq!(desk.drafts(&desk.ada).await, ["Hello?"]);
    });
}

#[test]
fn a_draft_that_is_not_changed_for_thirty_days_is_deleted() {
    block_on(async {
        let (desk, ticket) = a_desk().await;
        let purge = async || desk.use_cases.maintenance().purge_expired(&Retention::default()).await.unwrap().drafts;
        desk.clock.advance(Draft::LIFETIME - Duration::seconds(2));
        desk.keep(&desk.bob, DraftKey::Note(ticket), "An old one").await.unwrap();
        assert_eq!(purge().await, 0);
        desk.clock.advance(Duration::SECOND);
        assert_eq!(purge().await, 1);
        assert_eq!(desk.drafts(&desk.bob).await, ["An old one"]);
    });
}

#[test]
fn of_more_than_a_hundred_drafts_the_oldest_goes() {
    block_on(async {
        let (desk, _) = a_desk().await;
        for n in 0..100 {
            let ticket = desk.ticket(&desk.ada, "Printer").await;
            desk.clock.advance(Duration::SECOND);
            desk.keep(&desk.bob, DraftKey::Reply(ticket), &format!("Draft {n}")).await.unwrap();
        }
        let drafts = desk.drafts(&desk.bob).await;
        assert_eq!((drafts.len(), drafts[0].as_str(), drafts[99].as_str()), (100, "Draft 99", "Draft 0"));
    });
}
