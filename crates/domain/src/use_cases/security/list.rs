use crate::ids::{PersonId, SecurityEventId};
use crate::people::Actor;
use crate::permissions::{self, Denied};
use crate::ports::{Page, PageLimit, PersonKey, SecurityEventView, SecurityFilter, SecuritySort};
use crate::security::SecurityKind;
use crate::use_cases::{Error, Security};

/// Which page of the security log to list.
#[derive(Clone, Debug)]
pub struct ListSecurityEvents {
    /// Of one of these kinds; empty for any.
    pub kind: Vec<SecurityKind>,
    /// About this person. An unknown one matches nothing.
    pub person: Option<PersonKey>,
    /// The order.
    pub sort: SecuritySort,
    /// The page begins after this entry; `None` for the first page.
    pub after: Option<SecurityEventId>,
    /// The size of the page.
    pub limit: PageLimit,
}

impl Security<'_> {
    /// Lists the entries about people whom the caller may see, and about strangers. For admins. What this instance has summed up so far
    /// is stored first.
    ///
    /// # Errors
    /// [`Error::Refused`] if the caller is no admin; [`Error::EventExpired`] if there is no entry `after`.
    pub async fn list(self, actor: &Actor, command: ListSecurityEvents) -> Result<Page<SecurityEventView>, Error> {
        let sees = permissions::people_visible_to(actor, self.desk.workflow())?;
        if !actor.role.is_admin() {
            return Err(Denied::Role.into());
        }
        // Where they can't be stored, what is stored can still be read.
        let _ = self.store_refusals().await;
        let person = match command.person {
            None => None,
            Some(key) => match self.person_id(key).await? {
                None => return Ok(Page { rows: Vec::new(), has_more: false, total: None }),
                known => known,
            },
        };
        let filter = SecurityFilter { kind: command.kind, person };
        let page = self.desk.ports.security.security_events(sees, filter, command.sort, command.after, command.limit);
        page.await?.ok_or(Error::EventExpired)
    }

    /// The id of a person. A removed one is known by their id only.
    async fn person_id(self, key: PersonKey) -> Result<Option<PersonId>, Error> {
        match key {
            PersonKey::Id(id) => Ok(Some(id)),
            key => Ok(self.desk.ports.people.find(key).await?.map(|view| view.person.id)),
        }
    }
}
