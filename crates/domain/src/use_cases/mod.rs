//! The use cases of the help desk, grouped by area. A use case handles one request from the permission to the commit.
//!
//! [`UseCases`] has a handle for each area ([`Tickets`], [`Drafts`], [`Files`], [`Accounts`], [`EmailLinks`], [`Users`], [`ApiKeys`],
//! [`OutboxMail`], [`Reports`], [`Events`], [`Webhooks`], [`Transfer`], [`MaintenanceTasks`]): `desk.tickets().open(&actor, command)` is the method
//! `open` in `tickets/open.rs`. All use cases that write share the transaction in `transaction/`.

mod accounts;
mod api_keys;
mod desk;
mod drafts;
mod email_links;
mod error;
mod events;
mod files;
mod handles;
mod incoming;
mod mail;
mod mailboxes;
mod maintenance;
mod origin;
mod ports;
mod reports;
mod rules;
mod saved_views;
mod second_factors;
mod security;
mod signed_link;
mod tickets;
mod transaction;
mod transfer;
mod users;
mod webhooks;

pub use accounts::browser_session::BrowserToken;
pub use accounts::caller::{Admission, Caller, Credential, CredentialId};
pub use accounts::challenge::Challenge;
pub use accounts::change_password::ChangePassword;
pub use accounts::event_ticket::IssuedEventTicket;
pub use accounts::login_subject::LoginSubject;
pub use accounts::own_sessions::ListSessions;
pub use accounts::sign_in::{SignIn, SignInAnswer, SignedIn};
pub use accounts::sign_up::SignUp;
pub use api_keys::create::CreateApiKey;
pub use api_keys::list::ListApiKeys;
pub use desk::UseCases;
pub use drafts::key::DraftKey;
pub use email_links::request_link::AnsweredRequests;
pub use email_links::reset_password::ResetPassword;
pub use error::{Error, SignInRefusal};
pub use files::check::{FileCheck, FileFault};
pub use files::read::ReadableFile;
pub use files::sweep::SweptFiles;
pub use files::upload::{ReceivedFile, Upload};
pub use handles::{
    Accounts, ApiKeys, Drafts, EmailLinks, Events, Files, IncomingMails, Mailboxes, MaintenanceTasks, OutboxMail,
    Reports, SavedViews, Security, Tickets, Transfer, Users, Webhooks,
};
pub use incoming::claim::ClaimedIntake;
pub use incoming::decide_held::MailDecision;
pub use incoming::digest::DigestOutcome;
pub use incoming::explain::ExplainedMail;
pub use incoming::list::{ListTakenMail, ReadMail, TakenMailDetail};
pub use incoming::mail_loop::MailLoop;
pub use incoming::take_in::TakenIn;
pub use mail::claim::{ClaimedMails, Unsendable};
pub use mail::delivery_outcome::DeliveryOutcome;
pub use mail::delivery_rules::DeliveryRules;
pub use mail::outbox::ListMail;
pub use mailboxes::claim::MailboxAccess;
pub use maintenance::auto_close::AutoClosed;
pub use maintenance::purge_expired::{Purged, Retention};
pub use maintenance::restore::ResumedMail;
pub use maintenance::tick::Tick;
pub use origin::Origin;
pub use ports::Ports;
pub use reports::resolved::ResolvedReport;
pub use reports::summary::{Distribution, Summary};
pub use rules::Rules;
pub use second_factors::enrol::Enrolment;
pub use second_factors::sign_in::SecondFactorSignIn;
pub use security::list::ListSecurityEvents;
pub use security::refusal::AccessDenial;
pub use tickets::assign::AssigneeChoice;
pub use tickets::change_many::{BulkChange, ChangeMany, ManyResult, OfferedChanges};
pub use tickets::conversation::{AssignmentView, MessageDetail};
pub use tickets::list::{ListTickets, Who};
pub use tickets::open::OpenTicket;
pub use tickets::post_message::PostMessage;
pub use tickets::presence::Colleague;
pub use tickets::rate::RateTicket;
pub use tickets::rating_link::RatingAnswer;
pub use tickets::show::TicketDetail;
pub use tickets::solution_link::SolutionAnswer;
pub use tickets::update::UpdateTicket;
pub use transaction::{BasedOn, Execution, IDEMPOTENCY_KEY_LIFETIME, Idempotent, MailPreview, Outcome, Plan};
pub use transfer::export::{Export, ExportOf};
pub use transfer::import::{Import, ImportFigures, Refused};
pub use users::appoint_superadmin::NewSuperadmin;
pub use users::create::CreatePerson;
pub use users::list::ListPeople;
pub use users::look_change::LookChange;
pub use users::update::UpdatePerson;
pub use users::update_me::UpdateMe;
pub use webhooks::create::CreateWebhook;
pub use webhooks::deliver::DeliveryTry;
pub use webhooks::deliveries::ListDeliveries;
pub use webhooks::redeliver::RedeliverSince;
pub use webhooks::update::UpdateWebhook;
