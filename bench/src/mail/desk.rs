use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::mails::{ADDRESS, MAIL_SERVER};
use super::smtp::Letters;
use crate::data::DatabaseCopy;
use crate::load::Request;
use crate::measure::Bench;
use crate::scene::{Scene, sign_in};
use crate::server::Server;

/// One mail in so many goes to each ticket: fewer than an hour allows.
const MAILS_OF_A_TICKET: usize = 25;
const LABEL: &str = "mail";

/// A server that takes mail in and sends letters, with tickets on which mails can be answers.
pub(super) struct Desk {
    pub(super) server: Server,
    pub(super) letters: Letters,
    pub(super) scene: Scene,
    /// Tickets with the addresses of their reporters, by turns of all customers.
    pub(super) tickets: Vec<(u64, String)>,
    copy: DatabaseCopy,
}

impl Desk {
    /// With tickets for so many mails.
    pub(super) async fn open(bench: &Bench<'_>, mails: usize) -> Result<Self> {
        let copy = bench.store.copy(bench.plan.few, LABEL).await?;
        copy.open_for_mail().await?;
        let letters = Letters::receive().await?;
        let smtp = format!("smtp://127.0.0.1:{}?tls=none", letters.port);
        let settings = [
            ("DESKHAND__MAIL__SMTP_URL", smtp.as_str()),
            ("DESKHAND__MAIL__IN__ADDRESS", ADDRESS),
            ("DESKHAND__MAIL__IN__TRUSTED_AUTHSERV_IDS", MAIL_SERVER),
        ];
        let server = bench.ours.serve_with(copy.folder.path(), &copy.url, &settings).await?;
        let scene = Scene::prepare(&server.url, bench.plan.few, &copy.password).await?;
        let mut desk = Self { server, letters, scene, tickets: Vec::new(), copy };
        let reporters = desk.reporters().await?;
        for (number, (address, token)) in (0..mails.div_ceil(MAILS_OF_A_TICKET)).zip(reporters.iter().cycle()) {
            let ticket = desk.open_ticket_as(token, &format!("Umbrella {number}")).await?;
            desk.tickets.push((ticket, address.clone()));
        }
        Ok(desk)
    }

    /// The address of each customer, with an access token.
    async fn reporters(&self) -> Result<Vec<(String, String)>> {
        let list = Request::get("/api/v1/users?role=customer&limit=100".to_owned(), &self.scene.admin);
        let list: Value = list.send(&self.server.url).await?.error_for_status()?.json().await?;
        let people = list.get("data").and_then(Value::as_array).context("no customers")?;
        let mut reporters = Vec::new();
        for person in people {
            let text = |name: &str| person.get(name).and_then(Value::as_str).context("a customer without it");
            let token = sign_in(&self.server.url, text("username")?, &self.copy.password).await?;
            reporters.push((text("email")?.to_owned(), token));
        }
        Ok(reporters)
    }

    /// A new ticket of a customer. Returns its number.
    pub(super) async fn open_ticket(&self, title: &str) -> Result<u64> {
        self.open_ticket_as(&self.scene.customer, title).await
    }

    async fn open_ticket_as(&self, token: &str, title: &str) -> Result<u64> {
        let body = json!({"title": title, "description": "It is green, with a wooden handle."});
        let request = Request::post("/api/v1/tickets", token, body.to_string());
        let ticket: Value = request.send(&self.server.url).await?.error_for_status()?.json().await?;
        ticket.get("number").and_then(Value::as_u64).context("a ticket without a number")
    }

    /// What the server counts under this name.
    pub(super) async fn count(&self, name: &str) -> Result<f64> {
        let metrics = reqwest::get(format!("{}/metrics", self.server.url)).await?.error_for_status()?.text().await?;
        let found = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(found.map_or(Ok(0.0), str::parse)?)
    }

    pub(super) async fn close(self, bench: &Bench<'_>) -> Result<()> {
        self.server.stop().await?;
        bench.store.discard(self.copy, LABEL).await
    }
}
