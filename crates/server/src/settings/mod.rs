//! What an operator can set; `config/default.toml` says what each setting means.

mod limits;
mod load;
mod serde_duration;
mod serde_list;
mod upkeep;
mod workflow;

use std::path::PathBuf;

use deskhand_http_core::metrics::MetricsReaders;
use secrecy::SecretString;
use serde::Deserialize;

pub(crate) use limits::{ForwardedHeader, LimitSettings};
pub use load::SettingsError;
use serde_duration::duration;
use serde_list::list;
pub(crate) use upkeep::UpkeepSettings;
pub(crate) use workflow::WorkflowSettings;

/// Every setting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where it listens.
    pub http: HttpSettings,
    /// Where it keeps things.
    pub database: DatabaseSettings,
    /// Who gets in.
    pub auth: AuthSettings,
    /// How often.
    pub limits: LimitSettings,
    /// The first superadmin.
    pub bootstrap: BootstrapSettings,
    /// How mail goes out.
    pub mail: MailSettings,
    /// What it does by itself.
    pub upkeep: UpkeepSettings,
    /// What it tells of itself.
    pub log: LogSettings,
    /// The policies of the help desk.
    pub workflow: WorkflowSettings,
}

/// Where it listens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpSettings {
    /// The address to listen on.
    pub host: String,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// How people reach the service from outside.
    pub public_url: String,
    /// Threads that answer requests; 0 means one for each core.
    pub workers: usize,
    /// How long the head of a request may take to arrive.
    #[serde(deserialize_with = "duration")]
    pub head_timeout: time::Duration,
    /// How long its body may take.
    #[serde(deserialize_with = "duration")]
    pub body_timeout: time::Duration,
    /// How many requests that only read or hash a password are worked on at once.
    pub requests_at_once: usize,
    /// How many that change something.
    pub changes_at_once: usize,
    /// How long one more waits for its place among them.
    #[serde(deserialize_with = "duration")]
    pub wait_for_place: time::Duration,
    /// Who may read `/metrics`.
    pub metrics: MetricsReaders,
    /// Addresses and networks of the proxies in front.
    #[serde(deserialize_with = "list")]
    pub trusted_proxies: Vec<String>,
    /// Where those say for whom they ask.
    pub forwarded_header: ForwardedHeader,
}

/// Where it keeps things.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// May hold a password.
    pub url: SecretString,
}

/// Who gets in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthSettings {
    /// Empty: taken from, or put into, `secret_file`.
    pub secret: SecretString,
    /// Where a generated secret is kept.
    pub secret_file: PathBuf,
    /// The base-2 logarithm of bcrypt's rounds.
    pub bcrypt_cost: u32,
    /// How long an access token is good.
    #[serde(deserialize_with = "duration")]
    pub access_token_lifetime: time::Duration,
    /// How long a session lives without being used.
    #[serde(deserialize_with = "duration")]
    pub refresh_token_lifetime: time::Duration,
}

/// The first superadmin.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BootstrapSettings {
    /// What they sign in with.
    pub username: String,
    /// Where their mail goes.
    pub email: String,
    /// Empty: a random one is made and printed once.
    pub password: SecretString,
}

/// How mail goes out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Empty: `.eml` files.
    pub smtp_url: SecretString,
    /// Where `.eml` files go.
    pub directory: PathBuf,
    /// The sender of every mail.
    pub from: String,
    /// A private certificate authority, or empty.
    pub ca_file: PathBuf,
    /// How often the outbox is looked at when nothing wakes the worker.
    #[serde(deserialize_with = "duration")]
    pub poll_interval: time::Duration,
    /// How many letters are under way at once.
    pub concurrency: u32,
    /// For how long a worker has a letter to itself.
    #[serde(deserialize_with = "duration")]
    pub lease: time::Duration,
}

/// What it tells of itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// Level or directives.
    pub level: String,
    /// For whom.
    pub format: LogFormat,
}

/// For whom the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    /// For people.
    Text,
    /// For machines.
    Json,
}
