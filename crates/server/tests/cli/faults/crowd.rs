//! Simulated customers: they open tickets and write messages, and retry with the same idempotency key until they get an
//! answer. What was acknowledged is recorded, to be compared with the database.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use deskhand_tests::smtp::SmtpServer;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use super::client::{Asked, PASSWORD, ServiceClient, by};
use super::database_check::DatabaseCheck;
use super::eventually::until;

const CUSTOMERS: usize = 4;
const ENGINEERS: usize = 2;
/// The pause between two requests of a customer: short enough for requests in flight at every fault, and long enough for
/// mail delivery to keep up.
const PACE: Duration = Duration::from_millis(120);

/// The deadline for a little work without any fault.
const TO_WORK: Duration = Duration::from_secs(90);

/// The signed-in customers.
#[derive(Clone)]
pub(super) struct Crowd {
    pub(super) admin: Person,
    pub(super) customers: Vec<Person>,
}

#[derive(Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) token: String,
    pub(super) refresh_token: String,
}

impl Crowd {
    /// They sign up, and their addresses count as verified once the mails about that have left.
    pub(super) async fn moves_in(client: &ServiceClient, url: &str) -> Self {
        let crowd = Self::signs_up(client).await;
        let database = DatabaseCheck::open(url).await;
        database.verifies_addresses(true).await;
        database.close().await;
        crowd
    }

    /// As [`Crowd::moves_in`], by the links in their mails, where the database is out of reach.
    pub(super) async fn moves_in_by_mail(client: &ServiceClient, smtp: &SmtpServer) -> Self {
        let crowd = Self::signs_up(client).await;
        let links = || smtp.mails().iter().filter_map(|mail| verification(&mail.text())).collect::<BTreeSet<_>>();
        until("everybody has a link", TO_WORK, async || links().len() == CUSTOMERS + ENGINEERS).await;
        for token in links() {
            let asked = Asked { key: None, token: None };
            client.insist(Method::POST, "/auth/email/verify", asked, &json!({"token": token})).await.expect(204);
        }
        crowd
    }

    /// They sign up, and nothing more.
    pub(super) async fn signs_up(client: &ServiceClient) -> Self {
        let admin = Person::signs_in(client, "admin").await;
        for n in 0..ENGINEERS {
            let engineer = format!("engineer{n}");
            sign_up(client, &engineer, "engineer").await;
            let path = format!("/users/{engineer}");
            client.insist(Method::PATCH, &path, by(&admin.token), &json!({"status": "approved"})).await.expect(200);
        }
        let mut customers = Vec::new();
        for n in 0..CUSTOMERS {
            let name = format!("customer{n}");
            sign_up(client, &name, "customer").await;
            customers.push(Person::signs_in(client, &name).await);
        }
        Self { admin, customers }
    }
}

impl Person {
    pub(super) async fn signs_in(client: &ServiceClient, name: &str) -> Self {
        let answer = client.sign_in(name).await;
        let text = |field: &str| answer[field].as_str().unwrap().to_owned();
        Self { name: name.to_owned(), token: text("access_token"), refresh_token: text("refresh_token") }
    }
}

/// The token of the link that verifies an address; a mail may break its lines (quoted-printable).
fn verification(mail: &str) -> Option<String> {
    let text = mail.replace("=\r\n", "").replace("=3D", "=");
    let token = text.split_once("verify-email?token=")?.1;
    Some(token.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect())
}

async fn sign_up(client: &ServiceClient, name: &str, role: &str) {
    let body = json!({"name": name, "username": name, "email": format!("{name}@example.com"), "password": PASSWORD,
        "role": role});
    let asked = Asked { key: Some(name), token: None };
    client.insist(Method::POST, "/auth/signup", asked, &body).await.expect(201);
}

/// What was acknowledged: the titles of tickets with their numbers, and messages. The text of each is also its
/// idempotency key.
#[derive(Debug, Default)]
pub(super) struct Acknowledged {
    pub(super) tickets: BTreeMap<String, i64>,
    pub(super) messages: BTreeSet<String>,
}

/// The running crowd, until it is stopped.
pub(super) struct Work {
    enough: watch::Sender<bool>,
    people: JoinSet<Acknowledged>,
    done: Arc<AtomicUsize>,
}

impl Work {
    pub(super) fn begins(client: &ServiceClient, crowd: &Crowd) -> Self {
        Self::on(1, client, crowd)
    }

    /// Once more, with other titles.
    pub(super) fn of_a_later_day(client: &ServiceClient, crowd: &Crowd) -> Self {
        Self::on(2, client, crowd)
    }

    fn on(day: u32, client: &ServiceClient, crowd: &Crowd) -> Self {
        let (enough, done) = (watch::Sender::new(false), Arc::<AtomicUsize>::default());
        let people = crowd.customers.iter().map(|customer| {
            let (customer, admin) = (customer.clone(), crowd.admin.clone());
            let shift = Shift { day, client: client.clone(), customer, admin, done: Arc::clone(&done) };
            shift.work(enough.subscribe())
        });
        Self { people: people.collect(), enough, done }
    }

    /// Waits until they have opened some more tickets: two each, on average.
    pub(super) async fn goes_on(&self) {
        let enough = self.done.load(Ordering::Relaxed) + 2 * CUSTOMERS;
        until("there is work done", TO_WORK, async || self.done.load(Ordering::Relaxed) >= enough).await;
    }

    /// Stops the crowd. Each customer first retries the last request until it is answered.
    pub(super) async fn ends(self) -> Acknowledged {
        self.enough.send_replace(true);
        let mut all = Acknowledged::default();
        for one in self.people.join_all().await {
            all.tickets.extend(one.tickets);
            all.messages.extend(one.messages);
        }
        all
    }
}

struct Shift {
    day: u32,
    client: ServiceClient,
    customer: Person,
    admin: Person,
    done: Arc<AtomicUsize>,
}

impl Shift {
    async fn work(self, enough: watch::Receiver<bool>) -> Acknowledged {
        let mut acknowledged = Acknowledged::default();
        let mut pace = interval(PACE);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for deed in 0_u32.. {
            pace.tick().await;
            if *enough.borrow() {
                break;
            }
            self.open_and_ask(deed, &mut acknowledged).await;
        }
        acknowledged
    }

    async fn open_and_ask(&self, deed: u32, acknowledged: &mut Acknowledged) {
        let title = format!("{}-{}-{deed}", self.customer.name, self.day);
        let ticket = self.post("/tickets", &title, &json!({"title": title, "description": "Please."})).await;
        let number = ticket["number"].as_i64().unwrap();
        acknowledged.tickets.insert(title.clone(), number);

        let question = format!("{title}:and?");
        self.post(&format!("/tickets/{number}/messages"), &question, &json!({"body": question})).await;
        acknowledged.messages.insert(question);
        self.done.fetch_add(1, Ordering::Relaxed);

        // Without a key and without a retry: it happens once or not at all.
        let status = ["closed", "blocked", "open", "closed"][deed as usize % 4];
        let change = json!({"status": status});
        let _ = self.client.ask(Method::PATCH, &format!("/tickets/{number}"), by(&self.admin.token), &change).await;
    }

    async fn post(&self, path: &str, key: &str, body: &Value) -> Value {
        let asked = Asked { token: Some(&self.customer.token), key: Some(key) };
        self.client.insist(Method::POST, path, asked, body).await.expect(201)
    }
}
