use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use deskhand_domain::PersonId;
use deskhand_domain::people::{
    AccountStatus, Availability, EmailAddress, Look, PasswordHash, Person, PersonName, PersonRecord, PhoneNumber, Role,
    Username,
};
use deskhand_domain::transfer::{Record, WholePerson};
use time::OffsetDateTime;

use super::ConvertOptions;
use super::error::ConvertError;
use super::ids::Ids;

/// How many people may share a name.
const NUMBERS: u32 = 100_000;

/// What another system knows of a person.
pub(super) struct OldPerson<'a> {
    /// Its id there.
    pub(super) key: &'a str,
    pub(super) username: &'a str,
    pub(super) name: &'a str,
    pub(super) email: Option<&'a str>,
    pub(super) phone: Option<&'a str>,
    pub(super) hash: Option<&'a str>,
    pub(super) role: Role,
    pub(super) status: AccountStatus,
    pub(super) is_verified: bool,
    pub(super) created_at: OffsetDateTime,
    pub(super) updated_at: OffsetDateTime,
}

/// The people of a conversion, and by which words the old system names them.
pub(super) struct People {
    ids: Ids,
    options: ConvertOptions,
    all: Vec<Person>,
    by_word: HashMap<String, usize>,
    usernames: HashSet<String>,
    emails: HashSet<String>,
    pub(super) remarks: Vec<String>,
}

impl People {
    pub(super) fn new(ids: Ids, options: ConvertOptions) -> Self {
        Self {
            ids,
            options,
            all: Vec::new(),
            by_word: HashMap::new(),
            usernames: HashSet::new(),
            emails: HashSet::new(),
            remarks: Vec::new(),
        }
    }

    /// Adds a person, whom tickets name by one of these words.
    pub(super) fn add(&mut self, old: &OldPerson<'_>, words: &[&str]) -> Result<(), ConvertError> {
        for word in words {
            if self.by_word.insert((*word).to_owned(), self.all.len()).is_some() {
                return Err(ConvertError::Twice("the person", (*word).to_owned()));
            }
        }
        let username = self.username(old)?;
        let email = self.email(old);
        let name = PersonName::parse(old.name).or_else(|_| PersonName::parse(username.as_str()));
        let hash = old.hash.filter(|hash| self.is_hash(&username, hash));
        let email_verified_at =
            (email.is_some() && (old.is_verified || self.options.trust_addresses)).then_some(old.created_at);
        self.all.push(Person::restore(PersonRecord {
            id: PersonId::new(self.ids.of("person", old.key)),
            name: name.map_err(|_| ConvertError::NoField {
                of: "the person",
                key: old.key.to_owned(),
                field: "name",
            })?,
            username,
            email,
            email_pending: None,
            phone: old.phone.and_then(|phone| PhoneNumber::parse(phone).ok()),
            language: None,
            time_zone: None,
            look: Look::default(),
            role: old.role,
            status: old.status,
            email_verified_at,
            unreachable_since: None,
            availability: Availability::Available,
            capacity: None,
            password: hash.map(|hash| PasswordHash::new(hash.to_owned())),
            second_factor_at: None,
            muted: BTreeSet::new(),
            digests: BTreeMap::new(),
            created_at: old.created_at,
            updated_at: old.updated_at.max(old.created_at),
            removed_at: None,
            version: 1,
        }));
        Ok(())
    }

    /// The person whom a ticket names by this word.
    pub(super) fn find(&self, word: &str) -> Option<&Person> {
        self.by_word.get(word).and_then(|place| self.all.get(*place))
    }

    pub(super) fn into_records(self) -> (Vec<Record>, Vec<String>) {
        let whole = |person| {
            Record::Person(Box::new(WholePerson { person, last_assigned_at: None, reserved_usernames: Vec::new() }))
        };
        (self.all.into_iter().map(whole).collect(), self.remarks)
    }

    /// The old name as far as it can be a username here, with a number where it is taken.
    fn username(&mut self, person: &OldPerson<'_>) -> Result<Username, ConvertError> {
        let old = person.username;
        let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
        let plain = old.to_ascii_lowercase().replace(|c: char| !is_allowed(c), "-");
        let plain = plain.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let short: String = plain.chars().take(Username::MAX - 6).collect();
        let numbered = (2..NUMBERS).map(|number| format!("{short}-{number}"));
        let mut valid =
            std::iter::once(plain.to_owned()).chain(numbered).filter_map(|name| Username::parse(&name).ok());
        let username = valid
            .find(|name| !self.usernames.contains(name.as_str()))
            .ok_or_else(|| ConvertError::NoField { of: "the person", key: person.key.to_owned(), field: "username" })?;
        if username.as_str() != old {
            self.remarks.push(format!("the username {old:?} is {username} now"));
        }
        self.usernames.insert(username.as_str().to_owned());
        Ok(username)
    }

    fn email(&mut self, old: &OldPerson<'_>) -> Option<EmailAddress> {
        let email = EmailAddress::parse(old.email?);
        match email {
            Ok(email) if self.emails.insert(email.case_folded()) => Some(email),
            Ok(_) => {
                self.remarks
                    .push(format!("the address of {:?} belongs to another person, and is left out", old.username));
                None
            }
            Err(reason) => {
                self.remarks.push(format!("the address of {:?} {reason}, and is left out", old.username));
                None
            }
        }
    }

    fn is_hash(&mut self, username: &Username, hash: &str) -> bool {
        let is_bcrypt = ["$2a$", "$2b$", "$2y$"].iter().any(|form| hash.starts_with(form));
        if !is_bcrypt {
            self.remarks.push(format!("the password of {username} is not kept by bcrypt, and is left out"));
        }
        is_bcrypt
    }
}
