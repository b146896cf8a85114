//! What people typed and did not send yet. The API has no drafts, so they are kept by the use cases, as the web console does.

use deskhand_domain::drafts::{Draft, DraftText};
use deskhand_domain::people::{AccountStatus, Actor, Role};
use deskhand_domain::ports::TicketKey;
use deskhand_domain::ticket::TicketNumber;
use deskhand_domain::use_cases::DraftKey;
use serde_json::{Value, json};
use time::Duration;

use crate::pages::browser::{Browser, hidden};
use crate::support::{Person, TestApp};

const TICKET: TicketKey = TicketKey::Number(TicketNumber::FIRST);

struct Desk {
    app: TestApp,
    bob: Person,
    /// Bob, as the use cases see him.
    actor: Actor,
    ticket: Value,
}

/// A desk where bob writes a new ticket, and a reply and a note on the ticket of ada.
async fn desk() -> Desk {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let id = bob.id.parse().unwrap();
    let actor = Actor { id, role: Role::Engineer, status: AccountStatus::Approved, by_key: false };
    for key in [DraftKey::NewTicket, DraftKey::Reply(TICKET), DraftKey::Note(TICKET)] {
        let words = DraftText::parse("Half a sen").unwrap().into();
        app.running().desk().drafts().keep(&actor, key, words, None).await.unwrap();
    }
    Desk { app, bob, actor, ticket }
}

impl Desk {
    /// How many drafts bob has.
    async fn drafts(&self) -> usize {
        self.app.running().desk().drafts().list(&self.actor).await.unwrap().len()
    }

    async fn has(&self, key: DraftKey) -> bool {
        self.app.running().desk().drafts().find(&self.actor, key).await.unwrap().is_some()
    }
}

#[tokio::test]
async fn what_is_sent_is_no_draft_any_more() {
    let desk = desk().await;
    let bob = Browser::of(&desk.app, "bob").await;
    let page = bob.get("/tickets/1").await;
    // The first field is that of the reply, the second that of the note.
    let reply = hidden(&page, "draft");
    let sent = async |kind: &str, body: &str, draft: &str| {
        let answer = bob.post("/tickets/1/messages", &[("kind", kind), ("body", body), ("draft", draft)]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    };
    sent("", "Have you tried?", &reply).await;
    assert!(!desk.has(DraftKey::Reply(TICKET)).await);
    assert_eq!(desk.drafts().await, 2, "the note is still written");
    sent("note", "Sent from another browser", "1").await;
    assert!(desk.has(DraftKey::Note(TICKET)).await, "words that were not seen there stay");
    sent("note", "Half a sen", "1").await;
    assert!(!desk.has(DraftKey::Note(TICKET)).await, "the same words are sent now");
    let draft = hidden(&bob.get("/requests/new").await, "draft");
    let fields = [("title", "My chair"), ("description", "It squeaks."), ("draft", draft.as_str())];
    assert_eq!(bob.post("/requests/new", &fields).await.status, 303);
    assert_eq!(desk.drafts().await, 0);
    desk.app.finish().await;
}

#[tokio::test]
async fn what_comes_over_the_api_leaves_the_drafts_of_its_sender() {
    let desk = desk().await;
    let program = desk.app.program(&desk.bob, &["read", "write"]).await;
    for who in [&desk.bob, &program] {
        desk.app.say(who, &desk.ticket, "Automatic answer").await.expect(201);
        let new = json!({"title": "My chair", "description": "It squeaks."});
        desk.app.post(who, "/tickets", new).await.expect(201);
    }
    assert_eq!(desk.drafts().await, 3);
    desk.app.finish().await;
}

#[tokio::test]
async fn drafts_go_with_their_ticket_and_their_person() {
    let desk = desk().await;
    let admin = desk.app.superadmin().await;
    desk.app.delete(&admin, "/tickets/1").await.expect(204);
    assert!(desk.has(DraftKey::NewTicket).await);
    assert_eq!(desk.drafts().await, 1);
    desk.app.delete(&admin, "/users/bob").await.expect(204);
    assert_eq!(desk.drafts().await, 0);
    desk.app.finish().await;
}

#[tokio::test]
async fn a_draft_that_is_not_changed_is_deleted_after_a_month() {
    let desk = desk().await;
    let purge = async || desk.app.running().maintenance().run_once().await.unwrap().purged.drafts;
    desk.app.wait(Draft::LIFETIME - Duration::SECOND);
    assert_eq!(purge().await, 0);
    desk.app.wait(Duration::SECOND);
    assert_eq!(purge().await, 3);
    desk.app.finish().await;
}
