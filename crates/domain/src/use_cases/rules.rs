use time::Duration;

use crate::files::FileLimits;
use crate::incoming::IncomingRules;
use crate::notification::{LetterBudgets, MailIn};
use crate::people::{Language, TimeZone};
use crate::policy::Workflow;
use crate::quota::Quotas;
use crate::webhooks::WebhookRules;

/// The values that the operator sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The policies for tickets and people.
    pub workflow: Workflow,
    /// How much one customer may have and write.
    pub quotas: Quotas,
    /// How large and how many files may be.
    pub files: FileLimits,
    /// What this desk is called: no password may be one of these with little beside it. None by default.
    pub desk_names: Vec<String>,
    /// How long an access token is valid; 15 minutes by default.
    pub access_token_lifetime: Duration,
    /// How long an unused refresh token is valid; 7 days by default.
    pub refresh_token_lifetime: Duration,
    /// How long a session lasts at most, however often it is refreshed; 30 days by default.
    pub session_lifetime: Duration,
    /// How many letters one person may cause and get; no limits by default.
    pub letters: LetterBudgets,
    /// For how long a letter about a ticket waits for what else happens there, after one to the same recipient went out; zero, as by
    /// default, for a letter of each event.
    pub gather_letters: Duration,
    /// The language of letters to people who chose none; English by default.
    pub language: Language,
    /// The time zone of moments in letters to people who chose none; UTC by default.
    pub time_zone: TimeZone,
    /// The addresses at which mail comes in; none by default.
    pub mail_in: Option<MailIn>,
    /// What becomes of incoming mail.
    pub incoming: IncomingRules,
    /// How webhooks are sent what happens.
    pub webhooks: WebhookRules,
    /// Whether changes queue mails; yes by default. Seeding demo data turns it off, because its people do not exist.
    pub send_notices: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            workflow: Workflow::default(),
            quotas: Quotas::default(),
            files: FileLimits::default(),
            desk_names: Vec::new(),
            access_token_lifetime: Duration::minutes(15),
            refresh_token_lifetime: Duration::days(7),
            session_lifetime: Duration::days(30),
            letters: LetterBudgets::default(),
            gather_letters: Duration::ZERO,
            language: Language::English,
            time_zone: TimeZone::utc(),
            mail_in: None,
            incoming: IncomingRules::default(),
            webhooks: WebhookRules::default(),
            send_notices: true,
        }
    }
}
