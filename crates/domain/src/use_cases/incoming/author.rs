//! Who becomes the author of what a mail says.

use super::work::{Step, Work};
use crate::ids::PersonId;
use crate::people::{EmailAddress, NewPerson, Person, PersonName, Role, Username};
use crate::use_cases::IncomingMails;

/// The author of a message or ticket.
pub(super) enum Author {
    /// A person with an account.
    Known(Person),
    /// A person who gets one with the mail.
    New(NewPerson),
}

impl Author {
    pub(super) fn id(&self) -> PersonId {
        match self {
            Self::Known(person) => person.id,
            Self::New(person) => person.id,
        }
    }
}

impl IncomingMails<'_> {
    /// `None` where the step has no author.
    pub(super) fn author_of(self, work: &Work<'_>, step: &Step) -> Option<Author> {
        let sender = &work.weighed.sender;
        match (step, &sender.person) {
            (Step::Post(_) | Step::Open { .. } | Step::Follow, Some(person)) => Some(Author::Known(person.clone())),
            (Step::Open { .. } | Step::Follow, None) => {
                let name = work.mail.author().and_then(|author| author.name.as_deref());
                Some(Author::New(self.new_customer(sender.address.clone()?, name)?))
            }
            _ => None,
        }
    }

    /// A customer without a password: no one can sign in, until the owner of the address chooses one.
    fn new_customer(self, email: EmailAddress, name: Option<&str>) -> Option<NewPerson> {
        let id = PersonId::new(self.desk.ports.ids.uuid());
        let name = display_name(name, &email)?;
        let username = username(&email, id)?;
        Some(NewPerson {
            id,
            username,
            name,
            email,
            phone: None,
            role: Role::Customer,
            password: None,
            language: None,
            time_zone: None,
        })
    }
}

/// The name in the header, unless it would pass as staff; else what is before the `@`; else a plain word.
fn display_name(given: Option<&str>, email: &EmailAddress) -> Option<PersonName> {
    let local = email.as_str().rsplit_once('@').map(|(local, _)| local);
    let candidates = [given, local, Some("Customer")];
    let fits = |name: &PersonName| !name.is_misleading_for(Role::Customer);
    candidates.into_iter().flatten().filter_map(|name| PersonName::parse(&shortened(name)).ok()).find(fits)
}

fn shortened(name: &str) -> String {
    name.chars().take(PersonName::MAX).collect()
}

/// From the address, with digits of the id behind it: it must not be taken.
fn username(email: &EmailAddress, id: PersonId) -> Option<Username> {
    const DIGITS: usize = 8;
    let local = email.as_str().split(['@', '+']).next().unwrap_or_default();
    let is_allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let base: String = local.chars().filter(is_allowed).skip_while(|c| !c.is_ascii_alphanumeric()).collect();
    let base: String = base.chars().take(Username::MAX - DIGITS - 1).collect();
    let id = id.as_uuid().simple().to_string();
    let digits = id.get(id.len() - DIGITS..).unwrap_or_default();
    let base = if base.is_empty() { "mail" } else { &base };
    Username::parse(&format!("{base}-{digits}")).ok()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn email(text: &str) -> EmailAddress {
        EmailAddress::parse(text).unwrap()
    }

    #[test]
    fn a_name_is_made_from_what_the_mail_says() {
        let name = |given, address: &str| display_name(given, &email(address)).unwrap().as_str().to_owned();
        assert_eq!(name(Some("Ada Lovelace"), "ada@client.example"), "Ada Lovelace");
        assert_eq!(name(None, "ada@client.example"), "ada");
        assert_eq!(name(Some("Support Team"), "eve@client.example"), "eve", "it would pass as staff");
        assert_eq!(name(Some("Admin"), "support@client.example"), "Customer");
        assert_eq!(name(Some(&"x".repeat(300)), "ada@client.example").len(), PersonName::MAX);
    }

    #[test]
    fn every_address_gives_a_username() {
        let id = PersonId::new(Uuid::from_u128(0xabcd_ef01));
        let name = |address: &str| username(&email(address), id).unwrap().as_str().to_owned();
        assert_eq!(name("Ada.Lovelace+desk@client.example"), "ada.lovelace-abcdef01");
        assert_eq!(name("_x@client.example"), "x-abcdef01");
        assert_eq!(name("s!#@client.example"), "s-abcdef01");
        assert_eq!(name(&format!("{}@client.example", "a".repeat(60))).len(), Username::MAX);
    }
}
