use serde_json::Value;

/// A signed-in person.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) username: String,
    pub(crate) email: String,
    pub(crate) token: String,
    pub(crate) refresh_token: String,
}

impl Person {
    /// Reads the answer to a sign-in.
    pub(crate) fn signed_in(answer: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            id: text(&answer["user"]["id"]),
            username: text(&answer["user"]["username"]),
            email: text(&answer["user"]["email"]),
            token: text(&answer["access_token"]),
            refresh_token: text(&answer["refresh_token"]),
        }
    }
}
