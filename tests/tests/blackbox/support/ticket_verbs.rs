//! What people do with tickets, in one line each.

use serde_json::{Value, json};

use super::{Answer, Person, TestApp};

/// The path of a ticket.
pub(crate) fn path_of(ticket: &Value) -> String {
    format!("/tickets/{}", ticket["number"])
}

impl TestApp {
    /// The ticket as this person sees it now.
    pub(crate) async fn ticket(&self, who: &Person, ticket: &Value) -> Value {
        self.get(who, &path_of(ticket)).await.expect(200)
    }

    /// A ticket of this priority.
    pub(crate) async fn open_pressing(&self, who: &Person, title: &str, priority: &str) -> Value {
        let body = json!({"title": title, "description": format!("All about: {title}"), "priority": priority});
        self.post(who, "/tickets", body).await.expect(201)
    }

    /// A request or a response, whichever it is from this person.
    pub(crate) async fn say(&self, who: &Person, ticket: &Value, words: &str) -> Answer {
        self.post(who, &format!("{}/messages", path_of(ticket)), json!({"body": words})).await
    }

    /// An internal note.
    pub(crate) async fn note(&self, who: &Person, ticket: &Value, words: &str) -> Answer {
        self.post(who, &format!("{}/messages", path_of(ticket)), json!({"body": words, "kind": "note"})).await
    }

    pub(crate) async fn change_ticket(&self, who: &Person, ticket: &Value, change: Value) -> Answer {
        self.patch(who, &path_of(ticket), change).await
    }

    pub(crate) async fn move_to(&self, who: &Person, ticket: &Value, status: &str) -> Answer {
        self.change_ticket(who, ticket, json!({"status": status})).await
    }

    pub(crate) async fn take(&self, who: &Person, ticket: &Value) -> Answer {
        self.post(who, &format!("{}/take", path_of(ticket)), json!({})).await
    }

    /// Changes an account, as one who may.
    pub(crate) async fn change_user(&self, admin: &Person, username: &str, change: Value) -> Value {
        self.patch(admin, &format!("/users/{username}"), change).await.expect(200)
    }

    /// The rows of a list that fits on one page.
    pub(crate) async fn rows(&self, who: &Person, path: &str) -> Vec<Value> {
        let separator = if path.contains('?') { '&' } else { '?' };
        let list = self.get(who, &format!("{path}{separator}limit=100")).await.expect(200);
        assert_eq!(list["page"]["has_more"], false, "{path} does not fit on one page");
        list["data"].as_array().unwrap().clone()
    }

    /// The history of a ticket as `kind: before > after by whom`, as this person may know it.
    pub(crate) async fn history(&self, who: &Person, ticket: &Value) -> Vec<String> {
        let events = self.rows(who, &format!("{}/history", path_of(ticket))).await;
        events.iter().map(event_line).collect()
    }

    /// The load shown of every engineer is the true count.
    pub(crate) async fn check_loads(&self, admin: &Person) {
        let engineers = self.rows(admin, "/users?role=engineer").await;
        assert!(!engineers.is_empty());
        for engineer in engineers {
            let (id, shown) = (engineer["id"].as_str().unwrap(), &engineer["open_tickets"]);
            let counted =
                self.get(admin, &format!("/tickets?assignee={id}&status=open&count=true&limit=1")).await.expect(200);
            assert_eq!(*shown, counted["page"]["total"], "load of {}", engineer["username"]);
        }
    }
}

fn event_line(event: &Value) -> String {
    let value = |value: &Value| match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        person => person["username"].as_str().unwrap().to_owned(),
    };
    let by = event["by"]["username"].as_str().unwrap_or("system");
    format!("{}: {} > {} by {by}", event["kind"].as_str().unwrap(), value(&event["before"]), value(&event["after"]))
}
