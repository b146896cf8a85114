use anyhow::{Context as _, Result, ensure};
use reqwest::{Client, redirect};
use serde_json::{Value, json};

use crate::build::ADMIN_PASSWORD;
use crate::data::DatabaseCopy;
use crate::load::Request;
use crate::measure::Bench;
use crate::scene::{CUSTOMER, Scene, sign_in};
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

    /// People who are signed in, staff first: at most so many.
    pub(super) async fn people(&self, most: usize) -> Result<Vec<Reader>> {
        let mut people = Vec::new();
        for role in ["engineer", "customer"] {
            let list = format!("/api/v1/users?role={role}&status=approved&limit=100");
            for person in rows(Request::get(list, &self.scene.admin), &self.server.url).await? {
                if people.len() == most {
                    return Ok(people);
                }
                let login = person.get("username").and_then(Value::as_str).context("a person without a username")?;
                let cookie = cookie(&self.server.url, login, &self.copy.password).await?;
                let token = sign_in(&self.server.url, login, &self.copy.password).await?;
                let open = Request::get("/api/v1/tickets?status=open&limit=100".to_owned(), &token);
                let tickets = rows(open, &self.server.url).await?;
                let tickets = tickets.iter().filter_map(|ticket| ticket.get("number")?.as_u64()).collect();
                people.push(Reader { cookie, is_staff: role == "engineer", tickets });
            }
        }
        Ok(people)
    }

    /// Writes an answer on a ticket that is open.
    pub(super) async fn answer(&self, ticket: u64, words: &str) -> Result<()> {
        let body = json!({"body": words}).to_string();
        let request = Request::post(&format!("/api/v1/tickets/{ticket}/messages"), &self.scene.admin, body);
        request.send(&self.server.url).await?.error_for_status()?;
        Ok(())
    }

    pub(super) async fn close(self, bench: &Bench<'_>) -> Result<()> {
        self.server.stop().await?;
        bench.store.discard(self.copy, LABEL).await
    }
}

/// A person with a browser.
pub(super) struct Reader {
    pub(super) cookie: String,
    pub(super) is_staff: bool,
    /// Tickets that they see and that are open.
    pub(super) tickets: Vec<u64>,
}

async fn rows(list: Request, url: &str) -> Result<Vec<Value>> {
    let list: Value = list.send(url).await?.error_for_status()?.json().await?;
    Ok(list.get("data").and_then(Value::as_array).context("a list without rows")?.clone())
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
