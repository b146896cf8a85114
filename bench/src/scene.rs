//! What the requests need to know of a filled desk: who is signed in, which tickets there are.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::load::{Call, Connection};
use crate::product::ADMIN_PASSWORD;

/// A customer and an engineer of every demonstration.
pub const CUSTOMER: &str = "clara.bianchi";
/// See [`CUSTOMER`].
pub const ENGINEER: &str = "ines.duarte";
/// A word that is in as many tickets of every desk, however large: they are opened for it.
pub const RARE_WORD: &str = "zebrafish";

const RARE_TICKETS: usize = 30;
/// Pages of 100 from the newest ticket to the one that counts as deep in the list.
const DEEP_PAGES: u64 = 50;
/// How many open tickets take turns in being answered.
const OPEN_TICKETS: usize = 1000;

/// A desk as its people see it.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Their access tokens.
    pub admin: Arc<str>,
    /// Who opens tickets.
    pub customer: Arc<str>,
    /// Who works on them.
    pub engineer: Arc<str>,
    /// Of customers and engineers.
    pub password: String,
    /// The highest number.
    pub newest: u64,
    /// When that was opened.
    pub newest_at: OffsetDateTime,
    /// Numbers of open tickets.
    pub open: Arc<[u64]>,
    /// Where a page deep in the list begins.
    pub deep_cursor: String,
}

impl Scene {
    /// Signs people in, opens the tickets that are looked for, and looks around.
    ///
    /// # Errors
    /// Where the server does not answer as expected.
    pub async fn set(address: SocketAddr, password: &str) -> anyhow::Result<Self> {
        let mut desk = FrontDesk(Connection::open(address).await?);
        let admin = desk.sign_in("admin", ADMIN_PASSWORD).await?;
        let customer = desk.sign_in(CUSTOMER, password).await?;
        let engineer = desk.sign_in(ENGINEER, password).await?;
        let mut newest = Line::default();
        for _ in 0..RARE_TICKETS {
            let ticket = json!({"title": format!("The {RARE_WORD} tank is too warm"), "description": "27 degrees."});
            newest = desk.ask(Call::post("/api/v1/tickets", &ticket).with(&customer)).await?;
        }
        let pages = DEEP_PAGES.min(newest.number / 200).max(1);
        Ok(Self {
            newest: newest.number,
            newest_at: OffsetDateTime::parse(&newest.created_at, &Rfc3339)?,
            open: desk.open_tickets(&admin).await?.into(),
            deep_cursor: desk.cursor_after(pages, &admin).await?,
            password: password.to_owned(),
            admin,
            customer,
            engineer,
        })
    }
}

/// Signs in everybody whose password is that of the demonstration.
///
/// # Errors
/// Where the server does not answer as expected.
pub async fn sign_in_everybody(address: SocketAddr, scene: &Scene) -> anyhow::Result<Vec<Arc<str>>> {
    let mut desk = FrontDesk(Connection::open(address).await?);
    let mut tokens = Vec::new();
    for role in ["customer", "engineer"] {
        let people: People =
            desk.ask(Call::get(format!("/api/v1/users?role={role}&limit=100")).with(&scene.admin)).await?;
        for person in people.data {
            tokens.push(desk.sign_in(&person.username, &scene.password).await?);
        }
    }
    Ok(tokens)
}

#[derive(Deserialize)]
struct People {
    data: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    username: String,
}

/// What the scene needs of a ticket.
#[derive(Default, Deserialize)]
struct Line {
    number: u64,
    created_at: String,
}

#[derive(Deserialize)]
struct Lines {
    data: Vec<Line>,
    page: Page,
}

#[derive(Deserialize)]
struct Page {
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Keys {
    access_token: String,
}

struct FrontDesk(Connection);

impl FrontDesk {
    async fn ask<T: DeserializeOwned>(&mut self, call: Call) -> anyhow::Result<T> {
        let reply = self.0.send(call.clone()).await?;
        let said = || String::from_utf8_lossy(&reply.body).into_owned();
        if !reply.is_success() {
            bail!("{call:?} was answered {}: {}", reply.status, said());
        }
        serde_json::from_slice(&reply.body).with_context(|| format!("{call:?} was answered {}", said()))
    }

    async fn sign_in(&mut self, login: &str, password: &str) -> anyhow::Result<Arc<str>> {
        let body = json!({"login": login, "password": password});
        let keys: Keys = self.ask(Call::post("/api/v1/auth/signin", &body)).await?;
        Ok(keys.access_token.into())
    }

    async fn open_tickets(&mut self, admin: &Arc<str>) -> anyhow::Result<Vec<u64>> {
        let first = "/api/v1/tickets?status=open&limit=100";
        let mut numbers = Vec::new();
        let mut page: Lines = self.ask(Call::get(first).with(admin)).await?;
        loop {
            numbers.extend(page.data.iter().map(|ticket| ticket.number));
            match page.page.next_cursor {
                Some(cursor) if numbers.len() < OPEN_TICKETS => {
                    page = self.ask(Call::get(format!("{first}&cursor={cursor}")).with(admin)).await?;
                }
                _ => return Ok(numbers),
            }
        }
    }

    async fn cursor_after(&mut self, pages: u64, admin: &Arc<str>) -> anyhow::Result<String> {
        let mut cursor = String::new();
        for _ in 0..pages {
            let after = if cursor.is_empty() { String::new() } else { format!("&cursor={cursor}") };
            let page: Lines = self.ask(Call::get(format!("/api/v1/tickets?limit=100{after}")).with(admin)).await?;
            cursor = page.page.next_cursor.context("the list ends too soon")?;
        }
        Ok(cursor)
    }
}
