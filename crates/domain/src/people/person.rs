use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use time::OffsetDateTime;

use super::{AccountStatus, Availability, Capacity, PasswordHash, PhoneNumber, Role, Username};
use crate::history::{EventKind, Fact};
use crate::ids::PersonId;
use crate::mail::{EmailAddress, LinkPurpose, MailKind};
use crate::text::text_type;

text_type! {
    /// What a person is called: one line of 1 to 100 characters.
    PersonName(
        /// The most characters.
        pub const MAX: usize = 100;
    )
    parse |input| crate::text::line(input, 1, PersonName::MAX)
}

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

/// Everything about a person, open to read; only [`Person`]'s own methods change it.
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
    /// Optional; erased when the person is removed.
    pub phone: Option<PhoneNumber>,
    /// What they are to the help desk.
    pub role: Role,
    /// Whether the account is in use.
    pub status: AccountStatus,
    /// When they showed that the address is theirs.
    pub email_verified_at: Option<OffsetDateTime>,
    /// Whether an engineer takes new tickets.
    pub availability: Availability,
    /// The most open tickets an engineer takes; `None` for no limit.
    pub capacity: Option<Capacity>,
    /// How the password is kept; `None` where there is none (removed, invited).
    pub password: Option<PasswordHash>,
    /// Kinds of mail this person does not want. Account mails can't be among them.
    pub muted: BTreeSet<MailKind>,
    /// When they signed up.
    pub created_at: OffsetDateTime,
    /// When anything of the above last changed.
    pub updated_at: OffsetDateTime,
    /// When the person was removed and anonymised.
    pub removed_at: Option<OffsetDateTime>,
    /// Grows by one at every change; a stale write is a conflict.
    pub version: u64,
}

/// What it takes to make an account.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Made by the [`IdGenerator`](crate::ports::IdGenerator).
    pub id: PersonId,
    /// Must not be taken.
    pub username: Username,
    /// What they are called.
    pub name: PersonName,
    /// Must not be taken.
    pub email: EmailAddress,
    /// Optional.
    pub phone: Option<PhoneNumber>,
    /// What they will be.
    pub role: Role,
    /// The hashed password.
    pub password: Option<PasswordHash>,
}

/// A person with an account. Reads like its [`PersonRecord`]; changes only through the verbs below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person(PersonRecord);

/// Reading is free: the record's fields are the person's public face, and there is no `DerefMut`.
impl Deref for Person {
    type Target = PersonRecord;

    fn deref(&self) -> &PersonRecord {
        &self.0
    }
}

impl Person {
    /// A new account. Customers are approved at once; everybody else waits unless `status` says otherwise,
    /// which only a superior may say.
    #[must_use]
    pub fn sign_up(new: NewPerson, status: Option<AccountStatus>, now: OffsetDateTime) -> (Self, Vec<Fact>) {
        let by_role = if new.role == Role::Customer { AccountStatus::Approved } else { AccountStatus::Pending };
        let person = Self(PersonRecord {
            id: new.id,
            username: new.username,
            name: new.name,
            email: Some(new.email),
            phone: new.phone,
            role: new.role,
            status: status.unwrap_or(by_role),
            email_verified_at: None,
            availability: Availability::Available,
            capacity: None,
            password: new.password,
            muted: BTreeSet::new(),
            created_at: now,
            updated_at: now,
            removed_at: None,
            version: 1,
        });
        let facts = vec![Fact::new(EventKind::SignedUp).after(person.role.as_str())];
        (person, facts)
    }

    /// Takes a person out of a store. For storage adapters only.
    #[must_use]
    pub const fn restore(record: PersonRecord) -> Self {
        Self(record)
    }

    /// The person beside a ticket or message.
    #[must_use]
    pub fn to_ref(&self) -> PersonRef {
        PersonRef { id: self.id, username: self.username.clone(), name: self.name.clone() }
    }

    /// An engineer whose account is in use.
    #[must_use]
    pub fn is_working_engineer(&self) -> bool {
        self.role == Role::Engineer && self.is_in_use()
    }

    /// An admin or superadmin whose account is in use.
    #[must_use]
    pub fn is_working_admin(&self) -> bool {
        self.role.is_admin() && self.is_in_use()
    }

    /// A superadmin whose account is in use.
    #[must_use]
    pub fn is_working_superadmin(&self) -> bool {
        self.role == Role::Superadmin && self.is_in_use()
    }

    fn is_in_use(&self) -> bool {
        self.status == AccountStatus::Approved && self.removed_at.is_none()
    }

    /// Changes the name.
    pub fn rename(&mut self, name: PersonName) -> Vec<Fact> {
        // The names themselves stay out of the history: it outlives the person, and must not tell.
        self.set(EventKind::ProfileChanged, |p| (p.name != name).then(|| p.name = name)).into_iter().collect()
    }

    /// Changes or clears the phone number.
    pub fn change_phone(&mut self, phone: Option<PhoneNumber>) -> Vec<Fact> {
        self.set(EventKind::ProfileChanged, |p| (p.phone != phone).then(|| p.phone = phone)).into_iter().collect()
    }

    /// Sets who takes tickets now.
    pub fn change_availability(&mut self, availability: Availability) -> Vec<Fact> {
        let before = self.availability;
        self.set(EventKind::AvailabilityChanged, |p| {
            (p.availability != availability).then(|| p.availability = availability)
        })
        .map(|fact| fact.before(before.as_str()).after(availability.as_str()))
        .into_iter()
        .collect()
    }

    /// Sets or lifts the limit of open tickets.
    pub fn change_capacity(&mut self, capacity: Option<Capacity>) -> Vec<Fact> {
        let words = |c: Option<Capacity>| c.map_or_else(|| "none".to_owned(), |c| c.get().to_string());
        let before = self.capacity;
        self.set(EventKind::CapacityChanged, |p| (p.capacity != capacity).then(|| p.capacity = capacity))
            .map(|fact| fact.before(&words(before)).after(&words(capacity)))
            .into_iter()
            .collect()
    }

    /// Approves, rejects or suspends the account.
    pub fn change_status(&mut self, status: AccountStatus) -> Vec<Fact> {
        let before = self.status;
        self.set(EventKind::AccountStatusChanged, |p| (p.status != status).then(|| p.status = status))
            .map(|fact| fact.before(before.as_str()).after(status.as_str()))
            .into_iter()
            .collect()
    }

    /// Gives another role. A new engineer or admin waits for approval, unless the same request says `status`.
    pub fn change_role(&mut self, role: Role, status: Option<AccountStatus>) -> Vec<Fact> {
        let before = self.role;
        let changed = self.set(EventKind::RoleChanged, |p| (p.role != role).then(|| p.role = role));
        let waits = changed.is_some() && matches!(role, Role::Engineer | Role::Admin);
        let status = status.or(waits.then_some(AccountStatus::Pending)).unwrap_or(self.status);
        let mut facts: Vec<Fact> =
            changed.map(|fact| fact.before(before.as_str()).after(role.as_str())).into_iter().collect();
        facts.extend(self.change_status(status));
        facts
    }

    /// Changes the address, at once; the new one waits to be verified, and the old one gets a mail. Where only the case of
    /// letters differs, it is the same address, and what was verified stays so.
    pub fn change_email(&mut self, email: EmailAddress) -> Vec<Fact> {
        if self.is_reached_at(&email) {
            let respelled = |p: &mut PersonRecord| (p.email.as_ref() != Some(&email)).then(|| p.email = Some(email));
            return self.set(EventKind::ProfileChanged, respelled).into_iter().collect();
        }
        self.0.email_verified_at = None;
        let before = self.0.email.replace(email);
        let mut facts = vec![Fact::new(EventKind::EmailChanged).addressed_to(before)];
        facts.extend(self.send_link(LinkPurpose::VerifyEmail));
        facts
    }

    /// States that a link of this purpose goes to their address now, where it would be of use to them.
    #[must_use]
    pub fn send_link(&self, purpose: LinkPurpose) -> Vec<Fact> {
        let sent = Fact::new(EventKind::LinkSent).after(purpose.as_str()).addressed_to(self.email.clone());
        purpose.is_of_use_to(self).then_some(sent).into_iter().collect()
    }

    /// Sets the first password of an invited person.
    pub fn accept_invitation(&mut self, password: PasswordHash) -> Vec<Fact> {
        self.set(EventKind::InvitationAccepted, |p| p.password.is_none().then(|| p.password = Some(password)))
            .into_iter()
            .collect()
    }

    /// Replaces the password.
    pub fn change_password(&mut self, password: PasswordHash) -> Vec<Fact> {
        self.set(EventKind::PasswordChanged, |p| {
            p.password = Some(password);
            Some(())
        })
        .into_iter()
        .collect()
    }

    /// Records that the address was shown to be theirs.
    pub fn verify_email(&mut self, now: OffsetDateTime) -> Vec<Fact> {
        self.set(EventKind::EmailVerified, |p| p.email_verified_at.is_none().then(|| p.email_verified_at = Some(now)))
            .into_iter()
            .collect()
    }

    /// Sets which kinds of mail this person does not want. Account mails can't be muted and are left out.
    pub fn mute(&mut self, kinds: BTreeSet<MailKind>) -> Vec<Fact> {
        let kinds: BTreeSet<_> = kinds.into_iter().filter(MailKind::can_be_muted).collect();
        self.set(EventKind::ProfileChanged, |p| (p.muted != kinds).then(|| p.muted = kinds)).into_iter().collect()
    }

    /// Says of some kinds of mail whether this person wants them; of the others nothing changes.
    pub fn choose_notices(&mut self, choices: &BTreeMap<MailKind, bool>) -> Vec<Fact> {
        let mut muted = self.muted.clone();
        for (kind, wanted) in choices {
            if *wanted {
                muted.remove(kind);
            } else {
                muted.insert(*kind);
            }
        }
        self.mute(muted)
    }

    /// Removes the person: their words stay, who they were does not.
    pub fn remove(&mut self, now: OffsetDateTime) -> Vec<Fact> {
        self.set(EventKind::PersonRemoved, |p| {
            p.removed_at.is_none().then(|| {
                let tail: String = p.id.as_uuid().simple().to_string().chars().rev().take(16).collect();
                p.username = Username::parse(&format!("removed-{tail}")).unwrap_or_else(|_| p.username.clone());
                p.name = PersonName::parse(REMOVED_NAME).unwrap_or_else(|_| p.name.clone());
                p.email = None;
                p.phone = None;
                p.password = None;
                p.email_verified_at = None;
                p.status = AccountStatus::Rejected;
                p.removed_at = Some(now);
            })
        })
        .into_iter()
        .collect()
    }

    /// Stamps the changes of one request: the version grows by one. The door to the stores calls it.
    pub(crate) const fn touch(&mut self, now: OffsetDateTime) {
        self.0.updated_at = now;
        self.0.version += 1;
    }

    /// Applies `change`; where it changed something, states the fact.
    fn set(&mut self, kind: EventKind, change: impl FnOnce(&mut PersonRecord) -> Option<()>) -> Option<Fact> {
        change(&mut self.0).map(|()| Fact::new(kind))
    }
}
