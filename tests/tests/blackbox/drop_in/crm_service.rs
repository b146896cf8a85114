//! The CRM service as a thin translator in front of the desk: its routes, its envelopes, its words.

use reqwest::Method;
use serde_json::{Value, json};

use super::crm_words as words;
use crate::support::{Answer, TestApp};

/// The answer of the CRM service: status and body.
pub(super) type Answered = (u16, Value);

pub(super) struct CrmService<'a>(pub(super) &'a TestApp);

impl CrmService<'_> {
    pub(super) async fn call(&self, method: &str, path: &str, token: Option<&str>, body: &Value) -> Answered {
        let lower = path.to_lowercase();
        let (_, route) = path.split_at(lower.find("/api/v1").unwrap() + "/api/v1".len());
        let (route, query) = route.split_once('?').unwrap_or((route, ""));
        let parts: Vec<_> = route.split('/').skip(1).collect();
        match (method, &parts[..]) {
            ("POST", ["auth", "signup"]) => user(&self.send(Method::POST, "/auth/signup", token, body).await),
            ("POST", ["auth", "signin"]) => self.sign_in(body).await,
            ("GET", [list @ ("users" | "tickets")]) => {
                let path = format!("/{list}?limit=100&count=true&sort=created_at{}", words::query(query));
                self.list(&path, list, token).await
            }
            ("GET", ["users", id]) => user(&self.send(Method::GET, &format!("/users/{id}"), token, body).await),
            ("PUT", ["users", id]) => user(&self.send(Method::PATCH, &format!("/users/{id}"), token, body).await),
            ("POST", ["tickets"]) => {
                said(&self.send(Method::POST, "/tickets", token, body).await, "Ticket successfully created.")
            }
            ("GET", ["tickets", id]) => {
                let answer = self.send(Method::GET, &format!("/tickets/{id}"), token, body).await;
                shown(&answer, words::ticket)
            }
            ("PUT", ["tickets", id]) => {
                let answer = self.send(Method::PATCH, &format!("/tickets/{id}"), token, body).await;
                said(&answer, "Ticket successfully updated.")
            }
            // The desk answers what it does not know.
            _ => {
                let answer =
                    self.send(method.parse().unwrap(), &format!("/no-such-endpoint{route}"), token, body).await;
                (answer.status, json!({"success": "false", "message": "The requested endpoint doesn't exists."}))
            }
        }
    }

    async fn send(&self, method: Method, path: &str, token: Option<&str>, body: &Value) -> Answer {
        let mut request = self.0.request(method, path);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if body.is_object() {
            request = request.json(&words::body(body));
        }
        self.0.send(request).await
    }

    async fn sign_in(&self, body: &Value) -> Answered {
        let credentials = json!({"login": body["userId"], "password": body["password"]});
        let answer = self.0.post_anonymously("/auth/signin", credentials).await;
        if answer.status != 200 {
            return refused(&answer);
        }
        let signed_in = answer.json();
        let mut data = words::user(&signed_in["user"]);
        data.as_object_mut().unwrap().remove("ticketsWorkingOnCount");
        data["accessToken"] = signed_in["access_token"].clone();
        (200, json!({"success": true, "data": data}))
    }

    async fn list(&self, path: &str, of: &str, token: Option<&str>) -> Answered {
        let answer = self.send(Method::GET, path, token, &Value::Null).await;
        if answer.status != 200 {
            return refused(&answer);
        }
        let list = answer.json();
        let show = if of == "users" { words::user } else { words::ticket };
        let data: Vec<_> = list["data"].as_array().unwrap().iter().map(show).collect();
        (200, json!({"success": true, "documentResultsCount": list["page"]["total"], "data": data}))
    }
}

fn user(answer: &Answer) -> Answered {
    shown(answer, words::user)
}

fn shown(answer: &Answer, show: fn(&Value) -> Value) -> Answered {
    match answer.status {
        200 | 201 => (answer.status, json!({"success": true, "data": show(&answer.json())})),
        _ => refused(answer),
    }
}

fn said(answer: &Answer, message: &str) -> Answered {
    match answer.status {
        200 | 201 => (answer.status, json!({"success": true, "message": message})),
        _ => refused(answer),
    }
}

/// The CRM service answers every invalid value with 400.
fn refused(answer: &Answer) -> Answered {
    let status = if answer.status == 422 { 400 } else { answer.status };
    (status, json!({"success": false, "message": answer.json()["detail"]}))
}
