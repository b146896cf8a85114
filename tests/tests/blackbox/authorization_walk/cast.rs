use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Person, TestApp};

/// Who asks, in the order of the columns of the table. The first one asks without a sign-in.
pub(super) const COLUMNS: usize = 7;

/// The people of the walk. `olive` reports every ticket, `wendy` works on them.
pub(super) struct WalkPeople {
    pub(super) superadmin: Person,
    pub(super) owner: Person,
    columns: [Option<Person>; COLUMNS],
    /// How many names were given out.
    names: u32,
}

impl WalkPeople {
    pub(super) async fn assemble(app: &TestApp) -> Self {
        let superadmin = app.superadmin().await;
        let owner = app.customer("olive").await;
        let stranger = app.customer("cyril").await;
        let assignee = app.engineer("wendy").await;
        let colleague = app.engineer("ernie").await;
        let admin = app.admin("agnes").await;
        app.appoint("arthur", "admin").await;
        let signed_in = [owner.clone(), stranger, assignee, colleague, admin, superadmin.clone()].map(Some);
        let mut columns = [const { None }; COLUMNS];
        columns[1..].clone_from_slice(&signed_in);
        Self { superadmin, owner, columns, names: 0 }
    }

    pub(super) fn columns(&self) -> [Option<Person>; COLUMNS] {
        self.columns.clone()
    }

    /// Fills the words in braces with things made for this one request, so that no request disturbs another.
    pub(super) async fn fill(&mut self, app: &TestApp, caller: Option<&Person>, template: &str) -> String {
        let mut text = template.to_owned();
        for word in words(template) {
            let value = self.make(app, caller, word).await;
            text = text.replace(&format!("{{{word}}}"), &value);
        }
        text
    }

    async fn make(&mut self, app: &TestApp, caller: Option<&Person>, word: &str) -> String {
        self.names += 1;
        let name = format!("extra-{}", self.names);
        match word {
            "ticket" => self.ticket(app, &[]).await,
            "answered" => self.ticket(app, &[("POST", "/messages", json!({"body": "Try again."}))]).await,
            "blocked" => self.ticket(app, &[("PATCH", "", json!({"status": "blocked"}))]).await,
            "closed" => self.ticket(app, &[("PATCH", "", json!({"status": "closed"}))]).await,
            "unassigned" => self.ticket(app, &[("PATCH", "", json!({"assignee": null}))]).await,
            "followed" => self.ticket(app, &[("PUT", "/followers/arthur", json!({}))]).await,
            "said" => {
                let number = self.ticket(app, &[]).await;
                let messages = app.rows(&self.owner, &format!("/tickets/{number}/messages")).await;
                format!("{number}/messages/{}", messages[0]["id"].as_str().unwrap())
            }
            "attached" => {
                let file =
                    app.send(app.request(Method::POST, "/files").bearer_auth(&self.owner.token).body("MZ\0")).await;
                let file = file.expect(201)["id"].as_str().unwrap().to_owned();
                let number = self.ticket(app, &[]).await;
                let body = json!({"body": "See the file.", "attachments": [file]});
                app.post(&self.owner, &format!("/tickets/{number}/messages"), body).await.expect(201);
                format!("{number}/attachments/{file}")
            }
            "me" => caller.map_or_else(|| "olive".to_owned(), |caller| caller.username.clone()),
            "customer" | "admin" => {
                app.post(&self.superadmin, "/users", TestApp::account(&name, word)).await.expect(201);
                name
            }
            "pending" => {
                app.sign_up(&name, "engineer").await.expect(201);
                name
            }
            "new" => name,
            "key" => {
                let body = json!({"name": name, "scopes": ["read"]});
                let key = app.post(&self.owner, "/api-keys", body).await.expect(201);
                key["id"].as_str().unwrap().to_owned()
            }
            "session" => {
                app.sign_in("olive").await;
                app.rows(&self.owner, "/me/sessions").await[0]["id"].as_str().unwrap().to_owned()
            }
            "refresh" => app.sign_in("olive").await.refresh_token,
            other => panic!("nobody knows how to make {other}"),
        }
    }

    /// A ticket of the owner, with what the superadmin did to it since.
    async fn ticket(&self, app: &TestApp, steps: &[(&str, &str, Value)]) -> String {
        let number = app.open_ticket(&self.owner, "Walked upon").await["number"].to_string();
        let to_wendy = json!({"assignee": "wendy"});
        app.patch(&self.superadmin, &format!("/tickets/{number}"), to_wendy).await.expect(200);
        for (method, path, body) in steps {
            let answer =
                app.call(Some(&self.superadmin), method, &format!("/tickets/{number}{path}"), Some(body)).await;
            assert!(answer.status < 300, "{}", answer.body);
        }
        number
    }
}

fn words(template: &str) -> Vec<&str> {
    let opened = template.split('{').skip(1);
    let words = opened.filter_map(|rest| rest.split_once('}').map(|(word, _)| word));
    words.filter(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())).collect()
}
