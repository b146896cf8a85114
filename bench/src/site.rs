use anyhow::Context;
use serde_json::{Value, json};

use crate::build::{ADMIN_PASSWORD, Build, RateLimits};
use crate::data::{DatabaseCopy, Store};
use crate::load::{Load, Oha, Request, Turn};
use crate::scenario::{RARE_WORD, Scenario};
use crate::server::Server;

/// A customer of every filled database.
const CUSTOMER: &str = "clara.bianchi";
const RARE_TICKETS: usize = 30;
/// Pages of 100 tickets before the deep page.
const DEEP_PAGES: u32 = 50;

/// One build, serving a filled database of its own.
pub(crate) struct Site<'a> {
    pub(crate) server: Server,
    scene: Scene,
    store: &'a Store,
    copy: DatabaseCopy,
    label: &'static str,
}

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

impl<'a> Site<'a> {
    /// Starts the build on a copy of the database with so many tickets, signs in, and opens the tickets to search for.
    pub(crate) async fn start(
        build: &Build,
        store: &'a Store,
        tickets: u32,
        label: &'static str,
    ) -> anyhow::Result<Self> {
        let copy = store.copy(tickets, label).await?;
        let server = build.serve(copy.folder.path(), &copy.url, RateLimits::Off).await?;
        let scene = Scene::prepare(&server.url, tickets, &copy.password).await?;
        Ok(Self { server, scene, store, copy, label })
    }

    /// One turn of load.
    pub(crate) async fn drive(&self, oha: &Oha, scenario: Scenario, turn: Turn) -> anyhow::Result<Load> {
        let request = scenario.request(&self.scene);
        oha.drive(&self.server.url, &request, turn).await.with_context(|| scenario.name())
    }

    /// A request like those of the load, from outside it.
    pub(crate) fn ask_once(
        &self,
        scenario: Scenario,
    ) -> impl Future<Output = reqwest::Result<reqwest::Response>> + use<> {
        let (request, url) = (scenario.request(&self.scene), self.server.url.clone());
        async move { request.send(&url).await }
    }

    pub(crate) async fn stop(self) -> anyhow::Result<()> {
        self.server.stop().await?;
        self.copy.folder.close()?;
        self.store.discard(self.label).await
    }
}

impl Scene {
    async fn prepare(url: &str, tickets: u32, password: &str) -> anyhow::Result<Self> {
        let admin = sign_in(url, "admin", ADMIN_PASSWORD).await?;
        let customer = sign_in(url, CUSTOMER, password).await?;
        let rare = json!({"title": format!("The {RARE_WORD} tank is too warm"), "description": "27 degrees."});
        let open = Request::post("/api/v1/tickets", &customer, rare.to_string());
        for _ in 0..RARE_TICKETS {
            open.send(url).await?.error_for_status()?;
        }
        let mut deep_cursor = String::new();
        for page in 0..DEEP_PAGES.min(tickets / 200).max(1) {
            let after = if page == 0 { String::new() } else { format!("&cursor={deep_cursor}") };
            let list = Request::get(format!("/api/v1/tickets?limit=100{after}"), &admin);
            deep_cursor = text_at(list.send(url).await?, "/page/next_cursor").await?;
        }
        Ok(Self { tickets, admin, customer, deep_cursor })
    }
}

async fn sign_in(url: &str, login: &str, password: &str) -> anyhow::Result<String> {
    let body = json!({"login": login, "password": password});
    let request = Request::post("/api/v1/auth/signin", "", body.to_string());
    text_at(request.send(url).await?, "/access_token").await
}

async fn text_at(answer: reqwest::Response, pointer: &str) -> anyhow::Result<String> {
    let body: Value = answer.error_for_status()?.json().await?;
    let text = body.pointer(pointer).and_then(Value::as_str);
    Ok(text.with_context(|| format!("no {pointer} in {body}"))?.to_owned())
}
