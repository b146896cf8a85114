//! The settings of an operator. `config/default.toml` explains each of them.

mod checks;
mod files;
mod incoming;
mod layers;
mod limits;
mod load;
mod problem;
mod rules;
mod security;
mod serde_duration;
mod serde_list;
mod serde_size;
mod upkeep;
mod webhooks;
mod workflow;

use std::path::PathBuf;

use deskhand_http_core::admission::Slots;
use deskhand_http_core::metrics::MetricsReaders;
use secrecy::SecretString;
use serde::Deserialize;

pub(crate) use files::{FileSettings, FileStore};
pub(crate) use incoming::{FirstRunSetting, IncomingMailSettings};
pub(crate) use limits::{ForwardedHeader, LimitSettings};
pub use problem::SettingsError;
pub(crate) use problem::Wrong;
pub(crate) use security::SecuritySettings;
use serde_duration::{duration, duration_or_never};
use serde_list::{list, secrets};
pub(crate) use upkeep::UpkeepSettings;
pub(crate) use webhooks::WebhookSettings;
pub(crate) use workflow::WorkflowSettings;

/// All settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The HTTP server.
    pub http: HttpSettings,
    /// The database.
    pub database: DatabaseSettings,
    /// The secret, password hashing and sessions.
    pub auth: AuthSettings,
    /// The rate limits.
    pub limits: LimitSettings,
    /// The first superadmin.
    pub bootstrap: BootstrapSettings,
    /// The mail server, and how mail is sent.
    pub mail: MailSettings,
    /// The files of tickets and messages.
    pub files: FileSettings,
    /// How webhooks are sent.
    pub webhooks: WebhookSettings,
    /// What `security.txt` says.
    pub security: SecuritySettings,
    /// Periodic work and retention.
    pub upkeep: UpkeepSettings,
    /// The log.
    pub log: LogSettings,
    /// The policies of the help desk.
    pub workflow: WorkflowSettings,
}

/// The HTTP server: address, timeouts, concurrency, proxies.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpSettings {
    /// The address to listen on.
    pub host: String,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// The URL under which users reach the service.
    pub public_url: String,
    /// The origins whose scripts may call the API from a browser.
    #[serde(deserialize_with = "list")]
    pub cors_origins: Vec<String>,
    /// The threads that answer requests; 0 means one for each core.
    pub workers: usize,
    /// The longest time in which the head of a request must arrive.
    #[serde(deserialize_with = "duration")]
    pub head_timeout: time::Duration,
    /// How long a connection may be idle between two requests.
    #[serde(deserialize_with = "duration")]
    pub idle_timeout: time::Duration,
    /// How long an answer may wait for a client that reads nothing of it.
    #[serde(deserialize_with = "duration")]
    pub write_timeout: time::Duration,
    /// The most connections in all; 0 for what the limit of open files allows.
    pub connections: usize,
    /// The most connections from one address; 0 for three quarters of all.
    pub connections_per_address: usize,
    /// The longest time in which its body must arrive.
    #[serde(deserialize_with = "duration")]
    pub body_timeout: time::Duration,
    /// The number of requests at once that read or hash a password.
    pub requests_at_once: usize,
    /// The number of requests at once that change something.
    pub changes_at_once: usize,
    /// Of those that hash a password, the number from one address.
    pub hashes_at_once_of_address: usize,
    /// How long a request beyond these numbers waits before it is answered 503.
    #[serde(deserialize_with = "duration")]
    pub wait_for_place: time::Duration,
    /// Who may read `/metrics`.
    pub metrics: MetricsReaders,
    /// Addresses and networks of the proxies in front.
    #[serde(deserialize_with = "list")]
    pub trusted_proxies: Vec<String>,
    /// The header in which they name the client.
    pub forwarded_header: ForwardedHeader,
}

impl HttpSettings {
    pub(crate) const fn slots(&self) -> Slots {
        Slots {
            reads: self.requests_at_once,
            changes: self.changes_at_once,
            hashes_of_address: self.hashes_at_once_of_address,
        }
    }
}

/// The database.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// The URL of the database. It is secret, because it may contain a password.
    pub url: SecretString,
}

/// The secret, password hashing and sessions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthSettings {
    /// The secret. If it is empty, it is read from `secret_file`, which is created with a random secret if it is missing.
    pub secret: SecretString,
    /// The secrets before a configured one, newest first: what was made with them is accepted.
    #[serde(deserialize_with = "secrets")]
    pub previous_secrets: Vec<SecretString>,
    /// The file of the generated secret.
    pub secret_file: PathBuf,
    /// The base-2 logarithm of bcrypt's rounds.
    pub bcrypt_cost: u32,
    /// The lifetime of an access token.
    #[serde(deserialize_with = "duration")]
    pub access_token_lifetime: time::Duration,
    /// How long a session lasts without being refreshed.
    #[serde(deserialize_with = "duration")]
    pub refresh_token_lifetime: time::Duration,
    /// How long a session lasts at most.
    #[serde(deserialize_with = "duration")]
    pub session_lifetime: time::Duration,
}

/// The first superadmin.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BootstrapSettings {
    /// Their username.
    pub username: String,
    /// Their e-mail address.
    pub email: String,
    /// Their password. If it is empty, a random one is generated and printed once.
    pub password: SecretString,
}

/// The mail server, and how mail is sent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// The mail server. If it is empty, mails are written to `.eml` files.
    pub smtp_url: SecretString,
    /// The directory of the `.eml` files.
    pub directory: PathBuf,
    /// The sender of every mail.
    pub from: String,
    /// The name with which we greet the mail server; empty for the domain of the public URL or the sender.
    pub hello: String,
    /// Where links to tickets lead, with `{number}` in it; empty for the page of the service itself.
    pub ticket_url: String,
    /// The language of letters to people who chose none.
    pub language: String,
    /// The time zone of moments in letters to people who chose none.
    pub time_zone: String,
    /// The folder of the operator's own templates; empty for none.
    pub templates: PathBuf,
    /// For how long a letter about a ticket waits for what else happens there.
    #[serde(deserialize_with = "duration_or_never")]
    pub(crate) gather: Option<time::Duration>,
    /// The certificate of a private authority, or empty.
    pub ca_file: PathBuf,
    /// How mail comes in.
    #[serde(rename = "in")]
    pub(crate) incoming: IncomingMailSettings,
    /// How often the worker looks for due mails when no signal wakes it.
    #[serde(deserialize_with = "duration")]
    pub poll_interval: time::Duration,
    /// The number of mails that are sent at once.
    pub concurrency: u32,
    /// How long a worker holds a mail that it claimed. After that another worker may send it.
    #[serde(deserialize_with = "duration")]
    pub lease: time::Duration,
}

/// The log.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// A level such as `info`, or directives of `tracing`.
    pub level: String,
    /// The format of the lines.
    pub format: LogFormat,
}

/// The format of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    /// Text.
    Text,
    /// One JSON object on each line.
    Json,
}
