//! The tracker of support requests as a thin translator in front of the desk.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp};

pub(super) struct Tracker<'a>(pub(super) &'a TestApp);

/// The desk has passwords, no 4-digit PINs.
pub(super) fn password(pin: &str) -> String {
    format!("tracker pin {pin}")
}

impl Tracker<'_> {
    /// The answer of the tracker: status and body.
    pub(super) async fn call(&self, method: &str, path: &str, token: &str, body: &Value) -> (u16, Value) {
        let route = path.strip_prefix("/api/v1/").unwrap();
        let (route, query) = route.split_once('?').unwrap_or((route, ""));
        let parts: Vec<_> = route.split('/').collect();
        match (method, &parts[..]) {
            ("POST", ["login"]) => self.login(body).await,
            ("POST", ["tickets"]) => {
                let opened = json!({"title": body["subject"], "description": body["body"]});
                let answer = self.send(Method::POST, "/tickets", token, &opened).await;
                envelope(&answer, "Ticket was created successfully", |data| ticket(&data))
            }
            ("GET", ["tickets"]) => {
                let answer = self.send(Method::GET, &format!("/tickets?sort=number&{query}"), token, body).await;
                envelope(&answer, "Tickets retrieved successfully", |list| each(&list["data"], ticket))
            }
            ("GET", ["tickets", "resolved-report"]) => {
                let answer = self.send(Method::GET, "/reports/resolved.csv", token, body).await;
                (answer.status, if answer.status == 200 { json!(report(&answer.body)) } else { failed(&answer) })
            }
            ("GET", ["tickets", id]) => {
                let answer = self.send(Method::GET, &format!("/tickets/{id}"), token, body).await;
                envelope(&answer, "Ticket retrieved successfully", |data| ticket(&data))
            }
            ("PUT", ["tickets", id]) => {
                let change = json!({"status": body["status"].as_str().unwrap().to_lowercase()});
                let answer = self.send(Method::PATCH, &format!("/tickets/{id}"), token, &change).await;
                envelope(&answer, "Ticket updated successfully", |_| Value::Null)
            }
            ("POST", ["tickets", id, "replies"]) => {
                let answer = self.send(Method::POST, &format!("/tickets/{id}/messages"), token, body).await;
                envelope(&answer, "Reply was created successfully", |data| reply(&data))
            }
            ("GET", ["tickets", id, "replies"]) => {
                let answer = self.send(Method::GET, &format!("/tickets/{id}/messages?limit=100"), token, body).await;
                // The first message is the ticket's own body.
                let replies = |list: Value| each(&json!(list["data"].as_array().unwrap()[1..]), reply);
                envelope(&answer, "Replies retrieved successfully", replies)
            }
            other => panic!("the tracker has no route {other:?}"),
        }
    }

    async fn login(&self, body: &Value) -> (u16, Value) {
        let password = password(body["pin"].as_str().unwrap());
        let answer = self.0.try_sign_in(body["username"].as_str().unwrap(), &password).await;
        let (status, mut body) = envelope(&answer, "User was created successfully", |data| user(&data["user"]));
        if status == 200 {
            body["token"] = answer.json()["access_token"].clone();
        }
        (status, body)
    }

    async fn send(&self, method: Method, path: &str, token: &str, body: &Value) -> Answer {
        let request = self.0.request(method, path).bearer_auth(token);
        self.0.send(if body.is_object() { request.json(body) } else { request }).await
    }
}

fn envelope(answer: &Answer, message: &str, show: impl FnOnce(Value) -> Value) -> (u16, Value) {
    match answer.status {
        200 | 201 => (answer.status, json!({"error": false, "message": message, "data": show(answer.json())})),
        status => (status, failed(answer)),
    }
}

fn failed(answer: &Answer) -> Value {
    json!({"error": true, "message": answer.json()["detail"]})
}

fn each(list: &Value, show: fn(&Value) -> Value) -> Value {
    list.as_array().unwrap().iter().map(show).collect()
}

fn user(user: &Value) -> Value {
    let role = if user["role"] == "engineer" { "SUPPORT_AGENT".to_owned() } else { user["role"].to_string() };
    json!({
        "_id": user["id"], "username": user["username"], "role": role,
        "createdAt": user["created_at"], "updatedAt": user["updated_at"], "__v": 0,
    })
}

fn ticket(ticket: &Value) -> Value {
    let status = match (ticket["status"].as_str().unwrap(), &ticket["first_response_at"]) {
        ("open", Value::Null) => "UNATTENDED".to_owned(),
        ("open", _) => "ATTENDED".to_owned(),
        (other, _) => other.to_uppercase(),
    };
    let mut shown = json!({
        "status": status, "_id": ticket["id"], "subject": ticket["title"], "body": ticket["description"],
        "ticketId": ticket["number"], "author": ticket["reporter"]["id"],
        "createdAt": ticket["created_at"], "updatedAt": ticket["updated_at"], "__v": 0,
    });
    if ticket["resolved_at"].is_string() {
        shown["resolvedAt"] = ticket["resolved_at"].clone();
    }
    shown
}

fn reply(message: &Value) -> Value {
    json!({
        "_id": message["id"], "body": message["body"], "author": message["author"]["id"],
        "ticketId": message["ticket_id"], "createdAt": message["created_at"], "updatedAt": message["created_at"],
        "__v": 0,
    })
}

/// The document's six columns of the desk's report.
fn report(csv: &str) -> String {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let mut columns: Vec<usize> = Vec::new();
    let mut lines = vec!["ticketId,subject,body,status,resolvedAt,createdAt".to_owned()];
    for row in rows.records().map(Result::unwrap) {
        if columns.is_empty() {
            let wanted = ["number", "subject", "body", "status", "resolved_at", "created_at"];
            columns = wanted.iter().map(|name| row.iter().position(|header| header == *name).unwrap()).collect();
        } else {
            lines.push(columns.iter().map(|column| row[*column].to_owned()).collect::<Vec<_>>().join(","));
        }
    }
    lines.join("\n")
}
