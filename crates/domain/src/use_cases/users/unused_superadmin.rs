use crate::people::{Role, Username};
use crate::permissions::PeopleVisibility;
use crate::ports::{PageLimit, PeopleFilter, PersonSort};
use crate::use_cases::{Error, Users};

impl Users<'_> {
    /// A superadmin, if there are superadmins and none of them has a session, not even one that ended: their password may be
    /// lost, as when the output of the first start was not read.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn unused_superadmin(self) -> Result<Option<Username>, Error> {
        let filter = PeopleFilter { role: vec![Role::Superadmin], ..PeopleFilter::default() };
        let (everybody, oldest_first) = (PeopleVisibility::Everybody, PersonSort::CreatedAt);
        let people = &self.desk.ports.people;
        let page = people.list(everybody, filter, oldest_first, None, PageLimit::default(), false).await?;
        let superadmins = page.rows.iter().map(|view| &view.person);
        let ids: Vec<_> = superadmins.clone().map(|person| person.id).collect();
        if ids.is_empty() || self.desk.ports.sessions.has_begun(&ids).await? {
            return Ok(None);
        }
        Ok(superadmins.clone().find(|person| person.is_working_superadmin()).map(|person| person.username.clone()))
    }
}
