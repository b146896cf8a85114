use serde_json::{Value, json};

use super::Service;

/// The password of all users.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A signed-in user.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub(crate) id: String,
    pub(crate) token: String,
    pub(crate) refresh_token: String,
}

/// An account as `POST /auth/signup` and `POST /users` take it.
pub(crate) fn account(username: &str, role: &str) -> Value {
    json!({
        "name": username,
        "username": username,
        "email": format!("{username}@example.com"),
        "password": PASSWORD,
        "role": role,
    })
}

impl Service {
    pub(crate) async fn sign_in(&self, login: &str) -> SignedIn {
        let answer = self.post("/auth/signin", &json!({"login": login, "password": PASSWORD})).send().await;
        let keys = answer.success(200);
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        SignedIn {
            id: word(&keys["user"]["id"]),
            token: word(&keys["access_token"]),
            refresh_token: word(&keys["refresh_token"]),
        }
    }

    /// The superadmin.
    pub(crate) async fn root(&self) -> SignedIn {
        self.sign_in("root").await
    }

    pub(crate) async fn customer(&self, username: &str) -> SignedIn {
        self.post("/auth/signup", &account(username, "customer")).send().await.success(201);
        self.sign_in(username).await
    }

    /// An engineer, approved.
    pub(crate) async fn engineer(&self, username: &str) -> SignedIn {
        self.hired(username, "engineer").await
    }

    pub(crate) async fn admin(&self, username: &str) -> SignedIn {
        self.hired(username, "admin").await
    }

    async fn hired(&self, username: &str, role: &str) -> SignedIn {
        let root = self.root().await;
        self.post("/users", &account(username, role)).by(&root).send().await.success(201);
        self.sign_in(username).await
    }

    /// Opens a ticket; answers its number.
    pub(crate) async fn ticket(&self, by: &SignedIn, title: &str) -> u64 {
        let body = json!({"title": title, "description": "It began with smoke."});
        self.post("/tickets", &body).by(by).send().await.success(201)["number"].as_u64().unwrap()
    }
}
