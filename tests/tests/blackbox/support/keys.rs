//! Programs with API keys.

use serde_json::{Value, json};

use super::{Person, TestApp};

impl TestApp {
    /// A key of this person with these scopes, as it was answered when it was made.
    pub(crate) async fn make_key(&self, owner: &Person, scopes: &[&str]) -> Value {
        let name = format!("the {} key of {}", scopes.join("+"), owner.username);
        self.post(owner, "/api-keys", json!({"name": name, "scopes": scopes})).await.expect(201)
    }

    /// A program that acts with a new key of this person.
    pub(crate) async fn program(&self, owner: &Person, scopes: &[&str]) -> Person {
        Person { token: self.make_key(owner, scopes).await["key"].as_str().unwrap().to_owned(), ..owner.clone() }
    }
}
