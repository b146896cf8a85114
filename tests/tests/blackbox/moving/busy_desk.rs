//! A desk with tickets in every state and all that may belong to them.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Person, TestApp, path_of};

/// Who works there, and whose tickets there are.
pub(super) struct Cast {
    pub(super) root: Person,
    pub(super) boss: Person,
    pub(super) erin: Person,
    pub(super) ernie: Person,
    pub(super) ada: Person,
    pub(super) bea: Person,
}

impl TestApp {
    pub(super) async fn busy_desk(&self) -> Cast {
        let cast = Cast {
            root: self.superadmin().await,
            boss: self.admin("boss").await,
            erin: self.engineer("erin").await,
            ernie: self.engineer("ernie").await,
            ada: self.customer("ada").await,
            bea: self.customer("bea").await,
        };
        self.people_change(&cast).await;
        for status in ["open", "blocked", "resolved", "unresolved", "closed", "canceled"] {
            self.wait(Duration::seconds(20));
            self.ticket_in(&cast, status).await;
        }
        self.wait(Duration::MINUTE);
        self.special_tickets(&cast).await;
        cast
    }

    /// One is removed, one gets another name, one is away.
    async fn people_change(&self, cast: &Cast) {
        let gone = self.customer("gone").await;
        let left = self.open_ticket(&gone, "Left behind").await;
        self.say(&cast.boss, &left, "What is it about?").await;
        self.change_user(&cast.root, "bea", json!({"username": "beate"})).await;
        self.change_user(&cast.boss, "ernie", json!({"capacity": 3, "language": "de", "time_zone": "Europe/Berlin"}))
            .await;
        let choices = json!({"phone": "+49 30 1234567", "digests": {"ticket_answered": "daily"}, "theme": "dark"});
        let changed = self.patch(&cast.ada, "/me", choices).await;
        assert!(matches!(changed.status, 200 | 422), "{}", changed.body);
        self.delete(&cast.root, "/users/gone").await.expect(204);
    }

    /// A ticket with a conversation and a note that ends in this state.
    async fn ticket_in(&self, cast: &Cast, status: &str) -> Value {
        let ticket = self.open_pressing(&cast.ada, &format!("A ticket that is {status}"), "high").await;
        let staff = self.assignee(cast, &ticket).await;
        self.wait(Duration::seconds(10));
        self.say(staff, &ticket, "Wir kümmern uns darum.\n\n\tGrüße").await.expect(201);
        self.note(staff, &ticket, "An internal note: Straße").await.expect(201);
        self.wait(Duration::seconds(10));
        self.say(&cast.ada, &ticket, "Thank you.").await.expect(201);
        match status {
            "open" => {}
            "closed" => {
                self.move_to(staff, &ticket, "resolved").await.expect(200);
                self.wait(Duration::seconds(10));
                self.move_to(&cast.ada, &ticket, status).await.expect(200);
                self.rate(&cast.ada, &ticket).await;
            }
            "canceled" => drop(self.move_to(&cast.ada, &ticket, status).await.expect(200)),
            _ => drop(self.move_to(staff, &ticket, status).await.expect(200)),
        }
        ticket
    }

    async fn rate(&self, who: &Person, ticket: &Value) {
        let path = format!("{}/rating", path_of(ticket));
        let rating = json!({"stars": 4, "comment": "Quick, and friendly."});
        self.send(self.request(Method::PUT, &path).bearer_auth(&who.token).json(&rating)).await.expect(200);
    }

    async fn assignee<'a>(&self, cast: &'a Cast, ticket: &Value) -> &'a Person {
        let assignee = self.ticket(&cast.root, ticket).await["assignee"]["username"].clone();
        [&cast.erin, &cast.ernie].into_iter().find(|person| json!(person.username) == assignee).unwrap()
    }

    /// A follow-up, followers, mutes, files, a new title, a reopened one, one that was handed back, and deleted ones.
    async fn special_tickets(&self, cast: &Cast) {
        let file = self.uploaded(&cast.ada, "photo.png", b"\x89PNG\r\n\x1a\nrest".to_vec()).await;
        let removed = self.uploaded(&cast.ada, "private.txt", "private").await;
        let body = json!({"title": "With files", "description": "See below", "follow_up_of": 4,
            "attachments": [file["id"], removed["id"]]});
        let ticket = self.post(&cast.ada, "/tickets", body).await.expect(201);
        let path = path_of(&ticket);
        self.delete(&cast.root, &format!("{path}/attachments/{}", removed["id"].as_str().unwrap())).await.expect(204);
        self.put(&cast.ada, &format!("{path}/followers/beate")).await.expect(204);
        self.put(&cast.bea, &format!("{path}/mute")).await.expect(204);
        self.change_ticket(&cast.ada, &ticket, json!({"title": "With two files"})).await.expect(200);

        let staff = self.assignee(cast, &ticket).await;
        self.say(staff, &ticket, "Seen.").await.expect(201);
        self.move_to(staff, &ticket, "resolved").await.expect(200);
        self.rate(&cast.ada, &ticket).await;
        self.move_to(&cast.ada, &ticket, "open").await.expect(200);
        self.change_ticket(self.assignee(cast, &ticket).await, &ticket, json!({"assignee": null})).await.expect(200);
        for title in ["Doomed in the middle", "Still there", "Doomed at the end"] {
            self.open_ticket(&cast.bea, title).await;
        }
        for number in [9, 11] {
            self.delete(&cast.root, &format!("/tickets/{number}")).await.expect(204);
        }
    }
}
