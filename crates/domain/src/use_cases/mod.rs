//! What the help desk does: one verb a file, each the story of one request from permission to commit.
//!
//! Tickets: [`OpenTicket`], [`UpdateTicket`], [`PostMessage`], take, mute, delete; and the reads of them.
//! People: [`SignUp`], [`SignIn`], refresh, sign out; create, update and remove people; the reads of them.
//! Links in mails: ask for one, verify an address, set a password without the old one.
//! Reports: what was resolved, and the summary of a period.
//! Programs: [`MakeApiKey`], list and revoke keys.
//! Mail: claim and deliver what the outbox holds, read it, try once more; and what an operator does after a restore.
//! By itself: close what was resolved long enough ago, go on handing out what waits, and forget what is of no use any more.

mod after_restore;
mod ask_for_link;
mod authenticate;
mod caller;
mod change_password;
mod claim_mails;
mod compose_mails;
mod create_person;
mod delete_ticket;
mod deliver_mails;
mod error;
mod first_superadmin;
mod follow_link;
mod forget_keys;
mod forget_old;
mod hand_out;
mod keep_links;
mod list_api_keys;
mod list_people;
mod list_tickets;
mod make_api_key;
mod mode;
mod mute_ticket;
mod open_ticket;
mod person_cache;
mod post_message;
mod read_conversation;
mod read_events;
mod read_outbox;
mod record;
mod refresh_session;
mod register_staff;
mod remove_person;
mod report_resolved;
mod report_summary;
mod reset_password;
mod retry_mail;
mod revoke_api_key;
mod show_person;
mod show_ticket;
mod sign_in;
mod sign_out;
mod sign_up;
mod stay_signed_in;
mod sweep;
mod take_ticket;
mod update_person;
mod update_ticket;
mod verify_email;
mod work;
mod write_letter;

use std::sync::Arc;

use time::Duration;

use crate::policy::Workflow;
use crate::ports::{
    AccessTokens, ApiKeyQueries, ChangeSignal, Clock, EventFeed, IdGenerator, MailQueries, PasswordHasher,
    PeopleQueries, ReportQueries, Secrets, Sleeper, Storage, TicketQueries,
};

pub use after_restore::ResumedMail;
pub use ask_for_link::AnsweredRequests;
pub use caller::{Caller, Credential, CredentialId};
pub use change_password::ChangePassword;
pub use claim_mails::{ClaimedMails, Unsendable};
pub use create_person::CreatePerson;
pub use deliver_mails::{DeliveryOutcome, DeliveryRules};
pub use error::{Error, SignInRefusal};
pub use first_superadmin::NewSuperadmin;
pub use forget_old::{Forgotten, Retention};
pub use list_api_keys::ListApiKeys;
pub use list_people::ListPeople;
pub use list_tickets::{ListTickets, Who};
pub use make_api_key::MakeApiKey;
pub use mode::{KEYS_ARE_KEPT, MailPreview, Mode, Once, Outcome, Plan};
pub use open_ticket::OpenTicket;
pub use post_message::PostMessage;
pub use read_conversation::AssignmentView;
pub use read_outbox::ListMail;
pub use report_resolved::ResolvedReport;
pub use report_summary::{Distribution, Summary};
pub use show_ticket::TicketDetail;
pub use sign_in::{SignIn, SignedIn};
pub use sign_up::SignUp;
pub use sweep::Swept;
pub use update_person::UpdatePerson;
pub use update_ticket::{AssigneeChoice, UpdateTicket};

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
    ports: Ports,
    rules: Rules,
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

    const fn workflow(&self) -> &Workflow {
        &self.rules.workflow
    }
}
