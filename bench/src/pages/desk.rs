use anyhow::{Context as _, Result, ensure};
use reqwest::{Client, redirect};
use serde_json::json;

use crate::build::ADMIN_PASSWORD;
use crate::data::DatabaseCopy;
use crate::load::Request;
use crate::measure::Bench;
use crate::scene::{CUSTOMER, Scene};
use crate::server::Server;

const LABEL: &str = "pages";

/// A server whose pages are opened.
pub(super) struct Desk {
    pub(super) server: Server,
    pub(super) scene: Scene,
    /// Cookies of browsers in which these people are signed in.
    pub(super) admin: String,
    pub(super) customer: String,
    copy: DatabaseCopy,
}

impl Desk {
    pub(super) async fn open(bench: &Bench<'_>) -> Result<Self> {
        let copy = bench.store.copy(bench.plan.tickets, LABEL).await?;
        let server = bench.ours.serve(copy.folder.path(), &copy.url).await?;
        let scene = Scene::prepare(&server.url, bench.plan.tickets, &copy.password).await?;
        let admin = cookie(&server.url, "admin", ADMIN_PASSWORD).await?;
        let customer = cookie(&server.url, CUSTOMER, &copy.password).await?;
        Ok(Self { server, scene, admin, customer, copy })
    }

    /// Changes a ticket, by a note that its page shows.
    pub(super) async fn note(&self, ticket: u32, words: &str) -> Result<()> {
        let body = json!({"body": words, "kind": "note"}).to_string();
        let request = Request::post(&format!("/api/v1/tickets/{ticket}/messages"), &self.scene.admin, body);
        request.send(&self.server.url).await?.error_for_status()?;
        Ok(())
    }

    pub(super) async fn close(self, bench: &Bench<'_>) -> Result<()> {
        self.server.stop().await?;
        self.copy.folder.close()?;
        bench.store.discard(LABEL).await
    }
}

/// Signs in as a browser does.
async fn cookie(url: &str, login: &str, password: &str) -> Result<String> {
    let client = Client::builder().redirect(redirect::Policy::none()).build()?;
    let form = client.post(format!("{url}/sign-in")).header("origin", url);
    let answer = form.form(&[("login", login), ("password", password)]).send().await?;
    ensure!(answer.status() == 303, "signing in on the page: {}", answer.status());
    let cookie = answer.headers().get("set-cookie").context("no cookie of a browser")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}
