//! Who may do what: pure functions, printed as one matrix by a golden test (docs/domain.md section 4).

mod events;
mod files;
mod keys;
mod mail;
mod people;
mod reports;
mod saved_views;
mod second_factor;
mod ticket_actions;
mod tickets;
mod transfer;
mod webhooks;

pub use events::{EventSubject, EventVisibility, events_visible_to, may_see_event};
pub use files::{may_remove_files, may_upload};
pub use keys::{KeyAccess, KeyDenied, may_make_key, may_manage_keys_of, may_use};
pub use mail::{IntakeVisibility, intake_visible_to, may_manage_mail};
pub use people::{PeopleVisibility, PersonAction, may_with_person, people_visible_to};
pub use reports::{figures_visible_to, may_read_reports};
pub use saved_views::may_save_views;
pub use second_factor::{must_enrol, needs_second_factor};
pub use ticket_actions::may;
pub use tickets::{NotesVisibility, Relation, TicketVisibility, may_list_people, may_open, tickets_visible_to};
pub use transfer::may_export;
pub use webhooks::may_manage_webhooks;

/// Why a person may not. The words are for that person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Only an approved account may do anything at all.
    #[error("your account is not approved")]
    AccountNotApproved,
    /// They may not even see it: it answers like something that does not exist.
    #[error("there is no such thing")]
    CannotSee,
    /// It takes a role they don't have.
    #[error("your role does not allow this")]
    Role,
    /// Only the reporter of the ticket may.
    #[error("only the reporter of the ticket may do this")]
    ReporterOnly,
    /// Only the reporter, the assigned engineer or an admin may.
    #[error("only the reporter, the assigned engineer or an admin may change who follows the ticket")]
    NotTheirFollowers,
    /// Only the reporter and the support team may.
    #[error("only the reporter of the ticket and the support team may read how it is rated")]
    NotTheirRating,
    /// Only a follower may.
    #[error("you do not follow this ticket")]
    FollowerOnly,
    /// Only the assigned engineer or an admin may.
    #[error("only the assigned engineer or an admin may do this")]
    AssigneeOrAdminOnly,
    /// Only the assigned engineer may.
    #[error("only the assigned engineer may do this")]
    AssigneeOnly,
    /// This desk's policy leaves it to admins.
    #[error("only an admin may do this")]
    AdminOnly,
    /// Only a superadmin may.
    #[error("only a superadmin may do this")]
    SuperadminOnly,
    /// Only customers open tickets (policy `only_customers_open`).
    #[error("only customers open tickets at this help desk")]
    CustomersOnly,
    /// Only staff may.
    #[error("only the support team may do this")]
    StaffOnly,
    /// The reporter may, but not in this state of the ticket.
    #[error("the reporter may change this only while the ticket is open or blocked")]
    NotInThisState,
    /// This desk's policy forbids it.
    #[error("the policy of this help desk does not allow this")]
    Policy,
    /// It takes a sign-in, and a key asks.
    #[error("no API key may do this: sign in")]
    SessionOnly,
    /// The ticket is assigned to another engineer.
    #[error("the ticket is assigned to somebody else")]
    SomebodyElses,
    /// Another person must work on the ticket of an engineer or admin.
    #[error("you opened this ticket; another engineer must work on it")]
    OwnTicket,
    /// Another person must change the role or status of an account.
    #[error("only another person can change your role or status")]
    OwnAccount,
}

impl Denied {
    /// A stable word for the reason, by which it is said in other languages.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AccountNotApproved => "account-not-approved",
            Self::CannotSee => "cannot-see",
            Self::Role => "role",
            Self::ReporterOnly => "reporter-only",
            Self::NotTheirFollowers => "not-their-followers",
            Self::NotTheirRating => "not-their-rating",
            Self::FollowerOnly => "follower-only",
            Self::AssigneeOrAdminOnly => "assignee-or-admin-only",
            Self::AssigneeOnly => "assignee-only",
            Self::AdminOnly => "admin-only",
            Self::SuperadminOnly => "superadmin-only",
            Self::CustomersOnly => "customers-only",
            Self::StaffOnly => "staff-only",
            Self::NotInThisState => "not-in-this-state",
            Self::Policy => "policy",
            Self::SessionOnly => "session-only",
            Self::SomebodyElses => "somebody-elses",
            Self::OwnTicket => "own-ticket",
            Self::OwnAccount => "own-account",
        }
    }
}
