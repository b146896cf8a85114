use std::collections::{BTreeMap, BTreeSet};

use time::OffsetDateTime;

use super::PersonName;
use crate::ids::PersonId;
use crate::mail::{EmailAddress, Frequency, MailKind};
use crate::people::{
    AccountStatus, Availability, Capacity, Language, Look, PasswordHash, PhoneNumber, Role, TimeZone, Username,
};

/// What a removed person is called from then on.
pub const REMOVED_NAME: &str = "removed user";

/// A person as others see them beside a ticket or a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRef {
    /// Who it is.
    pub id: PersonId,
    /// The name they sign in with.
    pub username: Username,
    /// What they are called.
    pub name: PersonName,
}

/// Everything about a person, open to read; only [`Person`](crate::people::Person)'s own methods change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    /// Who it is.
    pub id: PersonId,
    /// Unique.
    pub username: Username,
    /// What they are called.
    pub name: PersonName,
    /// Unique in its folded form; erased (`None`) when the person is removed.
    pub email: Option<EmailAddress>,
    /// The address that they gave and that counts as soon as its link was followed.
    pub email_pending: Option<EmailAddress>,
    /// Optional; erased when the person is removed.
    pub phone: Option<PhoneNumber>,
    /// In which language the desk writes to them; `None` for the desk's own.
    pub language: Option<Language>,
    /// In which time zone moments are written to them; `None` for the desk's own.
    pub time_zone: Option<TimeZone>,
    /// How the pages look to them.
    pub look: Look,
    /// What they are to the help desk.
    pub role: Role,
    /// Whether the account is in use.
    pub status: AccountStatus,
    /// When they showed that the address is theirs.
    pub email_verified_at: Option<OffsetDateTime>,
    /// Since when so many letters came back that letters about tickets are not sent to the address; `None` where they are.
    pub unreachable_since: Option<OffsetDateTime>,
    /// Whether an engineer takes new tickets.
    pub availability: Availability,
    /// The most open tickets an engineer takes; `None` for no limit.
    pub capacity: Option<Capacity>,
    /// How the password is kept; `None` where there is none (removed, invited).
    pub password: Option<PasswordHash>,
    /// Since when a sign-in needs a second factor; `None` where it needs none.
    pub second_factor_at: Option<OffsetDateTime>,
    /// Kinds of mail this person does not want. Account mails can't be among them.
    pub muted: BTreeSet<MailKind>,
    /// Kinds of mail that this person gets together; the others at once. Account mails can't be among them.
    pub digests: BTreeMap<MailKind, Frequency>,
    /// When they signed up.
    pub created_at: OffsetDateTime,
    /// When anything of the above last changed.
    pub updated_at: OffsetDateTime,
    /// When the person was removed and anonymised.
    pub removed_at: Option<OffsetDateTime>,
    /// Grows by one at every change; a stale write is a conflict.
    pub version: u64,
}
