//! Requests of every kind, and a snapshot of everything that can be read.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::test_app::PASSWORD;
use super::{Answer, Person, TestApp};

impl TestApp {
    /// Any request: `path` as for [`TestApp::request`], `None` for one without a sign-in.
    pub(crate) async fn call(&self, who: Option<&Person>, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let request = self.request(method.parse::<Method>().unwrap(), path);
        let request = if let Some(who) = who { request.bearer_auth(&who.token) } else { request };
        self.send(if let Some(body) = body { request.json(body) } else { request }).await
    }

    /// A request whose body is whatever it is, with `application/json` as its type.
    pub(crate) async fn send_text(&self, who: &Person, method: &str, path: &str, body: impl Into<Vec<u8>>) -> Answer {
        let request = self.request(method.parse::<Method>().unwrap(), path).bearer_auth(&who.token);
        self.send(request.header("content-type", "application/json").body(body.into())).await
    }

    /// Sends them all at once, and gives the answers in the same order.
    pub(crate) async fn send_all_at_once(&self, requests: Vec<RequestBuilder>) -> Vec<Answer> {
        let send = |request: RequestBuilder| async { Answer::read(request.send().await.unwrap()).await };
        let tasks: Vec<_> = requests.into_iter().map(|request| tokio::spawn(send(request))).collect();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        answers
    }

    pub(crate) async fn refresh(&self, refresh_token: &str) -> Answer {
        self.post_anonymously("/auth/refresh", json!({"refresh_token": refresh_token})).await
    }

    /// An account made by the superadmin, approved at once.
    pub(crate) async fn appoint(&self, username: &str, role: &str) -> Value {
        let superadmin = self.superadmin().await;
        self.post(&superadmin, "/users", Self::account(username, role)).await.expect(201)
    }

    /// A complete body for a sign-up or a new account.
    pub(crate) fn account(username: &str, role: &str) -> Value {
        json!({
            "name": format!("{username} the {role}"), "username": username, "email": format!("{username}@example.com"),
            "password": PASSWORD, "role": role,
        })
    }

    /// Everything that a superadmin can read, as one value: two equal ones say that nothing was written in between.
    pub(crate) async fn everything(&self, superadmin: &Person) -> Value {
        let users = self.get(superadmin, "/users?limit=100&count=true&sort=created_at").await.expect(200);
        let tickets = self.get(superadmin, "/tickets?limit=100&count=true&sort=number").await.expect(200);
        assert_eq!((&users["page"]["has_more"], &tickets["page"]["has_more"]), (&json!(false), &json!(false)));
        let mut talk = Vec::new();
        for ticket in tickets["data"].as_array().unwrap() {
            for part in ["messages", "history"] {
                let path = format!("/tickets/{}/{part}?limit=100", ticket["number"]);
                talk.push(self.get(superadmin, &path).await.expect(200));
            }
        }
        json!([users, tickets, talk])
    }
}
