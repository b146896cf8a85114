//! What is measured: each operation as the requests that it is made of.

use std::sync::Arc;

use serde::Serialize;
use serde_json::json;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::load::{Call, Script};
use crate::scene::{CUSTOMER, ENGINEER, RARE_WORD, Scene};

/// Of which kind an operation is: each has its own targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One ticket, or one page of tickets.
    Read,
    /// A page of those that contain a text.
    Search,
    /// A new ticket.
    Open,
    /// A new message.
    Post,
    /// A new session.
    SignIn,
}

impl Kind {
    /// Whether it ends with a commit, and so takes many times as long as what only reads.
    #[must_use]
    pub const fn writes(self) -> bool {
        matches!(self, Self::Open | Self::Post | Self::SignIn)
    }
}

/// One operation.
#[derive(Clone)]
pub struct Operation {
    /// As the tables call it.
    pub name: &'static str,
    /// Of which kind.
    pub kind: Kind,
    /// Whether it is among the few that are measured even where time is short, and with every number of connections.
    pub is_main: bool,
    /// Its requests.
    pub script: Script,
}

/// All of them, for a server with this scene. What reads comes before what writes: dead rows, and what an index has still to
/// sort in, are cleared away now and then, of one database earlier than of the other, which made the same list 1.4 times as
/// fast there, or a search take three times as long.
#[must_use]
pub fn operations(scene: &Scene) -> Vec<Operation> {
    let mut all = vec![read(scene)];
    let deep = format!("cursor={}", scene.deep_cursor);
    let mid = in_the_middle(scene);
    let (reporter, assignee) = (format!("reporter={CUSTOMER}"), format!("assignee={ENGINEER}"));
    // A full page even of a thousand tickets: of fewer rows it would be quicker, and seem to grow.
    let several = "status=open&priority=high&awaiting=staff";
    let pages: [(&'static str, bool, &Arc<str>, &str); 17] = [
        ("list", true, &scene.admin, ""),
        ("list, deep page", true, &scene.admin, &deep),
        ("list, a customer's own", true, &scene.customer, ""),
        ("list, an engineer's own", true, &scene.engineer, ""),
        ("list, status", true, &scene.admin, "status=open"),
        ("list, priority", false, &scene.admin, "priority=urgent"),
        ("list, reporter", false, &scene.admin, &reporter),
        ("list, assignee", false, &scene.admin, &assignee),
        ("list, unassigned", false, &scene.admin, "assignee=none"),
        ("list, awaiting", false, &scene.admin, "awaiting=staff"),
        ("list, created within a day", false, &scene.admin, &mid),
        ("list, several filters", false, &scene.admin, several),
        ("list by created_at", false, &scene.admin, "sort=created_at"),
        ("list by updated_at", false, &scene.admin, "sort=updated_at"),
        ("list by -updated_at", false, &scene.admin, "sort=-updated_at"),
        ("list by priority", false, &scene.admin, "sort=priority"),
        ("list by number", false, &scene.admin, "sort=number"),
    ];
    all.extend(pages.map(|(name, is_main, who, query)| page(name, Kind::Read, is_main, who, query)));
    let rare = [format!("title={RARE_WORD}"), format!("q={RARE_WORD}")];
    let searches = [
        ("search title, rare word", false, rare[0].as_str()),
        ("search all text, rare word", true, rare[1].as_str()),
        ("search all text, common word", false, "q=invoice"),
    ];
    all.extend(searches.map(|(name, is_main, query)| page(name, Kind::Search, is_main, &scene.admin, query)));
    all.extend([open(scene), post(scene), sign_in(scene)]);
    all
}

/// The same, for nobody in particular: to know which there are before any server runs.
#[must_use]
pub fn catalogue() -> Vec<Operation> {
    let nobody: Arc<str> = "".into();
    operations(&Scene {
        admin: Arc::clone(&nobody),
        customer: Arc::clone(&nobody),
        engineer: nobody,
        password: String::new(),
        newest: 1,
        newest_at: OffsetDateTime::UNIX_EPOCH,
        open: Arc::default(),
        deep_cursor: String::new(),
    })
}

/// The share of the requests of a [`mixture`] that change something.
pub const CHANGES_OF_MIXTURE: f64 = 2.0 / 16.0;

/// Much reading, some writing: what a desk does all day. Of sixteen requests eight are lists, six single tickets, one a
/// new ticket and one a message.
#[must_use]
pub fn mixture(scene: &Scene) -> Script {
    let list = page("list", Kind::Read, true, &scene.admin, "").script;
    let (open, read, post) = (open(scene).script, read(scene).script, post(scene).script);
    Arc::new(move |n| match n % 16 {
        0 => open(n),
        8 => post(n),
        even if even % 2 == 0 => read(n),
        _ => list(n),
    })
}

/// Pages of the plain list: what others wait for beside a flood of something else.
#[must_use]
pub fn plain_list(scene: &Scene) -> Script {
    page("list", Kind::Read, true, &scene.admin, "").script
}

/// Sign-ins with wrong passwords, of somebody who exists and of many who don't.
#[must_use]
pub fn wrong_sign_ins() -> Script {
    Arc::new(|n| {
        let login = if n % 2 == 0 { CUSTOMER.to_owned() } else { format!("nobody{}", scattered(n) % 1000) };
        Call::post("/api/v1/auth/signin", &json!({"login": login, "password": format!("wrong guess {n}")}))
    })
}

fn open(scene: &Scene) -> Operation {
    let token = Arc::clone(&scene.customer);
    let script: Script = Arc::new(move |n| {
        let priority = ["low", "medium", "high", "urgent"].get(n as usize % 4);
        let ticket = json!({
            "title": format!("Label printer {n} prints blank pages"),
            "description": "All labels come out blank since this morning. We restarted it twice, without success.",
            "priority": priority,
        });
        Call::post("/api/v1/tickets", &ticket).with(&token)
    });
    Operation { name: "open a ticket", kind: Kind::Open, is_main: true, script }
}

fn read(scene: &Scene) -> Operation {
    let (token, newest) = (Arc::clone(&scene.admin), scene.newest);
    let script: Script =
        Arc::new(move |n| Call::get(format!("/api/v1/tickets/{}", 1 + scattered(n) % newest)).with(&token));
    Operation { name: "read a ticket", kind: Kind::Read, is_main: true, script }
}

fn post(scene: &Scene) -> Operation {
    let (token, open) = (Arc::clone(&scene.admin), Arc::clone(&scene.open));
    let script: Script = Arc::new(move |n| {
        let place = n as usize % open.len().max(1);
        let number = open.get(place).copied().unwrap_or(1);
        let body = json!({"body": "We have found the cause. Could you check whether it works for you now?"});
        Call::post(format!("/api/v1/tickets/{number}/messages"), &body).with(&token)
    });
    Operation { name: "post a message", kind: Kind::Post, is_main: true, script }
}

fn sign_in(scene: &Scene) -> Operation {
    let body = json!({"login": CUSTOMER, "password": scene.password});
    let script: Script = Arc::new(move |_| Call::post("/api/v1/auth/signin", &body));
    Operation { name: "sign in", kind: Kind::SignIn, is_main: true, script }
}

fn page(name: &'static str, kind: Kind, is_main: bool, who: &Arc<str>, query: &str) -> Operation {
    let rest = if query.is_empty() { String::new() } else { format!("&{query}") };
    let call = Call::get(format!("/api/v1/tickets?limit=20{rest}")).with(who);
    Operation { name, kind, is_main, script: Arc::new(move |_| call.clone()) }
}

/// A day in the middle of the thirty that the demonstration fills.
fn in_the_middle(scene: &Scene) -> String {
    let moment = |days| (scene.newest_at - Duration::days(days)).replace_nanosecond(0).map(text);
    match (moment(16), moment(15)) {
        (Ok(after), Ok(before)) => format!("created_after={after}&created_before={before}"),
        _ => String::new(),
    }
}

fn text(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}

/// Numbers that jump about, the same in every run.
const fn scattered(n: u64) -> u64 {
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 16
}
