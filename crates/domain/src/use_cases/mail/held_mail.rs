use super::compose_mail::NotSent;
use crate::incoming::TakenState;
use crate::people::{Actor, Person};
use crate::permissions;
use crate::ports::{HeldMail, PageLimit, TakenMailFilter};
use crate::use_cases::OutboxMail;

impl OutboxMail<'_> {
    /// The mail that this person may decide on now. A letter that finds none is not sent: another person was faster.
    pub(super) async fn held_for(self, recipient: &Person) -> Result<HeldMail, NotSent> {
        let sees = permissions::intake_visible_to(&Actor::from(recipient), self.desk.workflow())
            .map_err(|_| "the recipient may not see mail that came in")?;
        let states = TakenState::UNDECIDED.map(str::to_owned).into();
        let filter = TakenMailFilter { states, ticket: None };
        let page = self.desk.ports.intake.list(sees, filter, None, PageLimit::default()).await?;
        if page.rows.is_empty() {
            return Err("no mail waits for a decision any more".into());
        }
        Ok(HeldMail { first: page.rows, has_more: page.has_more })
    }
}
