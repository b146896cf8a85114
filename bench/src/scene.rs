use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::build::ADMIN_PASSWORD;
use crate::load::Request;

/// A customer of every filled database.
pub(crate) const CUSTOMER: &str = "clara.bianchi";
/// A word in the titles of 30 tickets, however many tickets there are.
pub(crate) const RARE_WORD: &str = "zebrafish";

/// What requests contain.
pub(crate) struct Scene {
    /// The number of tickets.
    pub(crate) tickets: u32,
    /// Access tokens.
    pub(crate) admin: String,
    pub(crate) customer: String,
    /// Where the deep page begins.
    pub(crate) deep_cursor: String,
}

impl Scene {
    /// Signs in, and opens the tickets to search for.
    pub(crate) async fn prepare(url: &str, tickets: u32, password: &str) -> Result<Self> {
        let admin = sign_in(url, "admin", ADMIN_PASSWORD).await?;
        let customer = sign_in(url, CUSTOMER, password).await?;
        let rare = json!({"title": format!("The {RARE_WORD} tank is too warm"), "description": "27 degrees."});
        let open = Request::post("/api/v1/tickets", &customer, rare.to_string());
        for _ in 0..30 {
            open.send(url).await?.error_for_status()?;
        }
        let mut deep_cursor = String::new();
        // Up to 50 pages of 100 tickets before the deep page.
        for page in 0..50.min(tickets / 200).max(1) {
            let after = if page == 0 { String::new() } else { format!("&cursor={deep_cursor}") };
            let list = Request::get(format!("/api/v1/tickets?limit=100{after}"), &admin);
            deep_cursor = text_at(list.send(url).await?, "/page/next_cursor").await?;
        }
        Ok(Self { tickets, admin, customer, deep_cursor })
    }
}

pub(crate) async fn sign_in(url: &str, login: &str, password: &str) -> Result<String> {
    let body = json!({"login": login, "password": password});
    let request = Request::post("/api/v1/auth/signin", "", body.to_string());
    text_at(request.send(url).await?, "/access_token").await
}

async fn text_at(answer: reqwest::Response, pointer: &str) -> Result<String> {
    let body: Value = answer.error_for_status()?.json().await?;
    let text = body.pointer(pointer).and_then(Value::as_str);
    Ok(text.with_context(|| format!("no {pointer} in {body}"))?.to_owned())
}
