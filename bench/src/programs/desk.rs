use anyhow::{Context as _, Result, ensure};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::build::ADMIN_PASSWORD;
use crate::data::DatabaseCopy;
use crate::measure::Bench;
use crate::scene::sign_in;
use crate::server::Server;

/// As many as one request may change.
pub(super) const AT_ONCE: usize = 100;
const LABEL: &str = "programs";

/// A server, and a program of an admin that keeps its connection.
pub(super) struct Desk {
    pub(super) server: Server,
    /// Open tickets, as many as one request may change.
    pub(super) tickets: Vec<u64>,
    client: Client,
    token: String,
    copy: DatabaseCopy,
}

impl Desk {
    pub(super) async fn open(bench: &Bench<'_>) -> Result<Self> {
        let copy = bench.store.copy(bench.plan.tickets, LABEL).await?;
        // Webhooks wait while mail is paused.
        copy.open_for_mail().await?;
        let settings = [("DESKHAND__WEBHOOKS__ALLOW_PRIVATE", "true")];
        let server = bench.ours.serve_with(copy.folder.path(), &copy.url, &settings).await?;
        let token = sign_in(&server.url, "admin", ADMIN_PASSWORD).await?;
        let mut desk = Self { server, tickets: Vec::new(), client: Client::new(), token, copy };
        let open: Value = desk.ask(Method::GET, "/tickets?status=open&limit=100", None).await?.json().await?;
        let rows = open.get("data").and_then(Value::as_array).context("a list without rows")?;
        desk.tickets = rows.iter().filter_map(|ticket| ticket.get("number")?.as_u64()).collect();
        ensure!(desk.tickets.len() == AT_ONCE, "there are not {AT_ONCE} open tickets");
        Ok(desk)
    }

    pub(super) async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<reqwest::Response> {
        let mut request = self.client.request(method, format!("{}/api/v1{path}", self.server.url));
        request = request.bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await?.error_for_status().with_context(|| path.to_owned())
    }

    /// Gives all tickets this priority by one request.
    pub(super) async fn change_all(&self, priority: &str) -> Result<()> {
        let body = json!({"tickets": self.tickets, "change": {"priority": priority}});
        let answer: Value = self.ask(Method::POST, "/tickets/bulk", Some(&body)).await?.json().await?;
        let results = answer.get("results").and_then(Value::as_array).context("an answer without results")?;
        let changed = results.iter().filter(|result| result.get("status") == Some(&json!(200))).count();
        ensure!(changed == AT_ONCE, "{changed} of {AT_ONCE} tickets were changed");
        Ok(())
    }

    pub(super) async fn close(self, bench: &Bench<'_>) -> Result<()> {
        self.server.stop().await?;
        bench.store.discard(self.copy, LABEL).await
    }
}
