use crate::people::Actor;
use crate::permissions;
use crate::ports::{Page, PageLimit, PeopleFilter, PersonPosition, PersonSort, PersonView};
use crate::use_cases::{Error, Users};

/// A page of people to be listed.
#[derive(Clone, Debug, Default)]
pub struct ListPeople {
    /// Which of them.
    pub filter: PeopleFilter,
    /// In which order; newest first unless said otherwise.
    pub sort: Option<PersonSort>,
    /// After which row.
    pub after: Option<PersonPosition>,
    /// How many.
    pub limit: PageLimit,
    /// Whether to count them all.
    pub count: bool,
}

impl ListPeople {
    /// The order, with its default.
    #[must_use]
    pub fn order(&self) -> PersonSort {
        self.sort.unwrap_or(PersonSort::CreatedAtDesc)
    }
}

impl Users<'_> {
    /// Lists the people whom the caller may see and who fit the filter.
    ///
    /// # Errors
    /// [`Error::Refused`] where the caller may not list people.
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
