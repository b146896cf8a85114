use crate::incoming::{IncomingMail, Part, Standing};
use crate::people::{Actor, EmailAddress, Person};
use crate::permissions::tickets_visible_to;
use crate::ports::PersonKey;
use crate::ticket::Ticket;
use crate::use_cases::{Error, IncomingMails};

/// Who wrote a mail, as far as its `From` can say: it is no proof.
pub(super) struct Sender {
    pub(super) standing: Standing,
    pub(super) address: Option<EmailAddress>,
    pub(super) person: Option<Person>,
}

impl Sender {
    const NONE: Self = Self { standing: Standing::NoSender, address: None, person: None };

    /// What the sender has to do with a ticket.
    pub(super) fn part(&self, mails: IncomingMails<'_>, ticket: Option<&Ticket>) -> Part {
        let (Some(person), Some(ticket)) = (&self.person, ticket) else { return Part::Other };
        if ticket.reporter == person.id {
            return Part::Reporter;
        }
        let sees = tickets_visible_to(&Actor::from(person), mails.desk.workflow()).ok();
        let sees_all = sees.is_some_and(|sees| {
            sees.includes(ticket.reporter, ticket.assignee, &ticket.followers) && sees.notes().include(ticket.assignee)
        });
        match person.role.is_staff() && sees_all {
            true => Part::Staff,
            false if ticket.followers.include(person.id) => Part::Follower,
            false => Part::Other,
        }
    }

    pub(super) fn is_staff(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.role.is_staff())
    }
}

impl IncomingMails<'_> {
    pub(super) async fn sender(self, mail: &IncomingMail) -> Result<Sender, Error> {
        let Some(address) = mail.author().and_then(|author| author.address.to_email()) else { return Ok(Sender::NONE) };
        self.sender_at(address).await
    }

    /// Whoever has this address.
    pub(super) async fn sender_at(self, address: EmailAddress) -> Result<Sender, Error> {
        if self.is_own(&address) {
            return Ok(Sender::NONE);
        }
        let found = self.desk.ports.people.find(PersonKey::Email(address.clone())).await?;
        let person = found.map(|view| view.person);
        let standing = person.as_ref().map_or(Standing::Stranger, |person| standing_of(person, &address));
        Ok(Sender { standing, address: Some(address), person })
    }

    /// A person who writes by another way than a mail of their own.
    pub(super) async fn sender_of(self, actor: &Actor) -> Result<Sender, Error> {
        let found = self.desk.ports.people.find(PersonKey::Id(actor.id)).await?.ok_or(Error::Unauthenticated)?;
        Ok(Sender { standing: Standing::Known, address: found.person.email.clone(), person: Some(found.person) })
    }

    /// Whether it is an address of the desk.
    pub(super) fn is_own(self, address: &EmailAddress) -> bool {
        self.desk.rules.mail_in.as_ref().is_some_and(|mail_in| {
            let has_tag = mail_in.replies.as_ref().is_some_and(|replies| replies.tag_in(address).is_some());
            has_tag || mail_in.address.case_folded() == address.case_folded()
        })
    }
}

fn standing_of(person: &Person, address: &EmailAddress) -> Standing {
    if !person.is_in_use() {
        Standing::NotInUse
    } else if person.password.is_some() && !person.has_verified(address) {
        Standing::Unproven
    } else {
        Standing::Known
    }
}
