use serde_json::{Value, json};
use time::Duration;

use crate::support::{Person, TestApp};

const PRIORITIES: &[&str] = &["low", "urgent", "medium", "low", "high"];

const SUBJECTS: &[&str] =
    &["Printer jams", "100% CPU", "a_b!c \\ path", "Überlauf ÄRGER", "printer offline", "Straße", "VPN 12"];

/// People and tickets of every kind, opened and changed at different and at equal times.
pub(super) struct TicketPeople {
    pub(super) ada: Person,
    pub(super) ben: Person,
    pub(super) bob: Person,
    pub(super) carl: Person,
    pub(super) admin: Person,
}

impl TicketPeople {
    pub(super) fn named(&self, name: &str) -> &Person {
        [&self.ada, &self.ben, &self.bob, &self.carl, &self.admin].into_iter().find(|p| p.username == name).unwrap()
    }
}

pub(super) async fn varied_tickets(app: &TestApp) -> TicketPeople {
    let cast = TicketPeople {
        ada: app.customer("ada").await,
        ben: app.customer("ben").await,
        bob: app.engineer("bob").await,
        carl: app.engineer("carl").await,
        admin: app.superadmin().await,
    };
    let mut tickets = Vec::new();
    for i in 0..42_usize {
        let reporter = [&cast.ada, &cast.ben, &cast.ada, &cast.bob, &cast.ben][i % 5];
        let body = json!({
            "title": format!("{} #{i}", SUBJECTS[i % 7]), "description": format!("It began with {}", SUBJECTS[i * 3 % 5]),
            "priority": PRIORITIES[i * 7 % 5],
        });
        tickets.push(app.post(reporter, "/tickets", body).await.expect(201));
        if i % 3 == 0 {
            app.wait(Duration::milliseconds(700));
        }
    }
    for (i, ticket) in tickets.iter().enumerate() {
        if i % 4 == 0 {
            app.wait(Duration::seconds(1));
        }
        if i % 3 == 1 {
            app.say(&cast.admin, ticket, "Have you tried turning it off?").await.expect(201);
        }
        let reporter = cast.named(ticket["reporter"]["username"].as_str().unwrap());
        match i % 9 {
            2 => app.move_to(&cast.admin, ticket, "blocked").await.expect(200),
            4 => app.move_to(reporter, ticket, "resolved").await.expect(200),
            5 => app.move_to(reporter, ticket, "canceled").await.expect(200),
            6 => app.move_to(&cast.admin, ticket, "closed").await.expect(200),
            7 => app.move_to(&cast.admin, ticket, "unresolved").await.expect(200),
            8 => app.change_ticket(&cast.admin, ticket, json!({"assignee": null})).await.expect(200),
            _ => Value::Null,
        };
    }
    cast
}
