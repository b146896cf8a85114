use crate::ids::PersonId;
use crate::people::Actor;
use crate::permissions::{self, PersonAction};
use crate::ports::{AssigneeFilter, Page, PageLimit, PersonKey, TicketFilter, TicketPosition, TicketSort, TicketView};
use crate::use_cases::{Error, Tickets};

/// A person or nobody, as a filter names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The caller.
    Me,
    /// Nobody: unassigned.
    Nobody,
    /// This person.
    Person(PersonKey),
}

/// A page of tickets to be listed.
#[derive(Clone, Debug, Default)]
pub struct ListTickets {
    /// Everything but the people; its `reporter` and `assignee` are filled from the fields below.
    pub filter: TicketFilter,
    /// Opened by one of these; empty for anybody.
    pub reporter: Vec<Who>,
    /// Worked on by one of these; empty for anybody.
    pub assignee: Vec<Who>,
    /// In which order; newest first unless said otherwise.
    pub sort: Option<TicketSort>,
    /// After which row.
    pub after: Option<TicketPosition>,
    /// How many.
    pub limit: PageLimit,
    /// Whether to count them all.
    pub count: bool,
}

impl ListTickets {
    /// The order, with its default.
    #[must_use]
    pub fn order(&self) -> TicketSort {
        self.sort.unwrap_or(TicketSort::CreatedAtDesc)
    }
}

impl Tickets<'_> {
    /// Lists the tickets that the caller may see and that fit the filter.
    ///
    /// # Errors
    /// [`Error::Refused`] where the account is not in use.
    pub async fn list(self, actor: &Actor, command: ListTickets) -> Result<Page<TicketView>, Error> {
        let visibility = permissions::tickets_visible_to(actor, self.desk.workflow())?;
        let sort = command.order();
        let mut filter = command.filter;
        if !command.reporter.is_empty() {
            let reporters = self.person_ids(actor, command.reporter).await?;
            filter.reporter = Some(reporters.into_iter().flatten().collect());
        }
        if !command.assignee.is_empty() {
            let assignees = self.person_ids(actor, command.assignee).await?;
            let named = |id: Option<PersonId>| id.map_or(AssigneeFilter::Nobody, AssigneeFilter::Person);
            filter.assignee = Some(assignees.into_iter().map(named).collect());
        }
        let page =
            self.desk.ports.tickets.list(visibility, filter, sort, command.after, command.limit, command.count).await?;
        Ok(page)
    }

    /// Lists the tickets that one person reported, as far as the caller may see them.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the caller may not see the person.
    pub async fn list_reported_by(
        self,
        actor: &Actor,
        person: PersonKey,
        mut command: ListTickets,
    ) -> Result<Page<TicketView>, Error> {
        let found = self.desk.ports.people.find(person).await?.ok_or(Error::NotFound)?.person;
        permissions::may_with_person(actor, PersonAction::See, Some(found.id), found.role, self.desk.workflow())?;
        command.reporter = vec![Who::Person(PersonKey::Id(found.id))];
        self.list(actor, command).await
    }

    /// `None` in the answer is "nobody". Who does not exist is left out: such a filter matches nothing.
    async fn person_ids(self, actor: &Actor, who: Vec<Who>) -> Result<Vec<Option<PersonId>>, Error> {
        let mut ids = Vec::new();
        for who in who {
            match who {
                Who::Me => ids.push(Some(actor.id)),
                Who::Nobody => ids.push(None),
                Who::Person(PersonKey::Id(id)) => ids.push(Some(id)),
                Who::Person(key) => {
                    ids.extend(self.desk.ports.people.find(key).await?.map(|view| Some(view.person.id)));
                }
            }
        }
        Ok(ids)
    }
}
