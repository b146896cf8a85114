use crate::people::Actor;
use crate::permissions;
use crate::ports::{Page, PageLimit, PeopleFilter, PersonPosition, PersonSort, PersonView};
use crate::use_cases::{Error, Users};

/// Which page of which people to list.
#[derive(Clone, Debug, Default)]
pub struct ListPeople {
    /// The filter.
    pub filter: PeopleFilter,
    /// The order; `None` for newest first.
    pub sort: Option<PersonSort>,
    /// The page starts after this person; `None` for the first page.
    pub after: Option<PersonPosition>,
    /// The size of the page.
    pub limit: PageLimit,
    /// Whether to count all matching people.
    pub count: bool,
}

impl ListPeople {
    /// The order, with the default filled in.
    #[must_use]
    pub fn order(&self) -> PersonSort {
        self.sort.unwrap_or(PersonSort::CreatedAtDesc)
    }
}

impl Users<'_> {
    /// Lists the people who match the filter and whom the caller may see.
    ///
    /// # Errors
    /// [`Error::Refused`] if the caller may not list people.
    pub async fn list(self, actor: &Actor, command: ListPeople) -> Result<Page<PersonView>, Error> {
        permissions::may_list_people(actor, self.desk.workflow())?;
        let visibility = permissions::people_visible_to(actor, self.desk.workflow())?;
        let sort = command.order();
        Ok(self
            .desk
            .ports
            .people
            .list(visibility, command.filter, sort, command.after, command.limit, command.count)
            .await?)
    }
}
