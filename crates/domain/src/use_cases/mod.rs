//! What the help desk does: one verb a file, each the story of one request from permission to commit.
//!
//! Tickets: [`OpenTicket`], [`UpdateTicket`], [`PostMessage`], take, mute, delete; and the reads of them.
//! People: [`SignUp`], [`SignIn`], refresh, sign out; create, update and remove people; the reads of them.
//! Links in mails: ask for one, verify an address, set a password without the old one.
//! Reports: what was resolved, and the summary of a period.
//! Programs: [`CreateApiKey`], list and revoke keys.
//! Mail: claim and deliver what the outbox holds, read it, try once more; and what an operator does after a restore.
//! By itself: close what was resolved long enough ago, go on handing out what waits, and forget what is of no use any more.

mod accounts;
mod api_keys;
mod email_links;
mod error;
mod events;
mod mail;
mod maintenance;
mod ports;
mod reports;
mod tickets;
mod transaction;
mod users;

use std::sync::Arc;

use time::Duration;

use crate::policy::Workflow;
use crate::ports::{
    AccessTokens, ApiKeyQueries, ChangeSignal, Clock, EventFeed, IdGenerator, MailQueries, PasswordHasher,
    PeopleQueries, ReportQueries, Secrets, Sleeper, Storage, TicketQueries,
};

pub use accounts::caller::{Caller, Credential, CredentialId};
pub use accounts::change_password::ChangePassword;
pub use accounts::sign_in::{SignIn, SignedIn};
pub use accounts::sign_up::SignUp;
pub use api_keys::create::CreateApiKey;
pub use api_keys::list::ListApiKeys;
pub use email_links::request_link::AnsweredRequests;
pub use error::{Error, SignInRefusal};
pub use mail::claim::{ClaimedMails, Unsendable};
pub use mail::deliver::{DeliveryOutcome, DeliveryRules};
pub use mail::outbox::ListMail;
pub use maintenance::auto_close::AutoClosed;
pub use maintenance::purge_expired::{Purged, Retention};
pub use maintenance::restore::ResumedMail;
pub use reports::resolved::ResolvedReport;
pub use reports::summary::{Distribution, Summary};
pub use tickets::conversation::AssignmentView;
pub use tickets::list::{ListTickets, Who};
pub use tickets::open::OpenTicket;
pub use tickets::post_message::PostMessage;
pub use tickets::show::TicketDetail;
pub use tickets::update::{AssigneeChoice, UpdateTicket};
pub use transaction::execution::{Execution, IDEMPOTENCY_KEY_LIFETIME, Idempotent, MailPreview, Outcome, Plan};
pub use users::appoint_superadmin::NewSuperadmin;
pub use users::create::CreatePerson;
pub use users::list::ListPeople;
pub use users::update::UpdatePerson;

/// Everything that the use cases need from the world.
#[derive(Clone)]
pub struct Ports {
    /// Where units of work begin.
    pub storage: Arc<dyn Storage>,
    /// Reads of tickets.
    pub tickets: Arc<dyn TicketQueries>,
    /// Reads of people.
    pub people: Arc<dyn PeopleQueries>,
    /// Reads for reports.
    pub reports: Arc<dyn ReportQueries>,
    /// Reads of the log of everything that happened.
    pub events: Arc<dyn EventFeed>,
    /// Reads of API keys.
    pub api_keys: Arc<dyn ApiKeyQueries>,
    /// Reads of mails.
    pub mail: Arc<dyn MailQueries>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn IdGenerator>,
    /// Slow hashes of passwords.
    pub passwords: Arc<dyn PasswordHasher>,
    /// Signed access tokens.
    pub tokens: Arc<dyn AccessTokens>,
    /// Random secrets.
    pub secrets: Arc<dyn Secrets>,
    /// Who wants to know that there is news.
    pub feed: Arc<dyn ChangeSignal>,
    /// Lets time pass before another try.
    pub pause: Arc<dyn Sleeper>,
}

/// The values that an operator sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The policies of this desk.
    pub workflow: Workflow,
    /// How long an access token is good.
    pub access_token_lifetime: Duration,
    /// How long a refresh token is good if it is not used.
    pub refresh_token_lifetime: Duration,
    /// Whether changes queue mails. A demonstration switches it off: its people do not exist.
    pub send_notices: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            workflow: Workflow::default(),
            access_token_lifetime: Duration::minutes(15),
            refresh_token_lifetime: Duration::days(7),
            send_notices: true,
        }
    }
}

/// The help desk. Its methods are the verbs; each stands in the file of its name.
#[derive(Clone)]
pub struct UseCases {
    pub(crate) ports: Ports,
    pub(crate) rules: Rules,
}

impl UseCases {
    /// Puts the help desk together.
    #[must_use]
    pub const fn new(ports: Ports, rules: Rules) -> Self {
        Self { ports, rules }
    }

    /// The values that the operator set.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The clock that everything here goes by.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.ports.clock
    }

    pub(crate) const fn workflow(&self) -> &Workflow {
        &self.rules.workflow
    }
}
