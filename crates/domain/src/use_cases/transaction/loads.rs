//! Loads move with the tickets: the only place that changes them.

use super::context::TxContext;
use crate::assignment::EngineerLoad;
use crate::ids::PersonId;
use crate::use_cases::Error;

impl TxContext<'_> {
    /// A load follows its ticket's status and assignee, in the store and in the list that this work decides by.
    pub(super) async fn move_load(&mut self, before: Option<PersonId>, after: Option<PersonId>) -> Result<(), Error> {
        if before == after {
            return Ok(());
        }
        if let Some(engineer) = before {
            self.uow.workload().remove_open(engineer).await?;
            self.update_locked_load(engineer, |load| load.open_tickets = load.open_tickets.saturating_sub(1));
        }
        if let Some(engineer) = after {
            self.uow.workload().add_open(engineer).await?;
            self.update_locked_load(engineer, |load| load.open_tickets += 1);
        }
        Ok(())
    }

    pub(super) async fn record_assignment_time(
        &mut self,
        before: Option<PersonId>,
        after: Option<PersonId>,
    ) -> Result<(), Error> {
        if let Some(engineer) = after.filter(|_| before != after) {
            let now = self.now;
            self.uow.workload().note_assignment(engineer, now).await?;
            self.update_locked_load(engineer, |load| load.last_assigned_at = Some(now));
        }
        Ok(())
    }

    fn update_locked_load(&mut self, engineer: PersonId, change: impl FnOnce(&mut EngineerLoad)) {
        if let Some(load) = self.engineers.iter_mut().find(|load| load.id == engineer) {
            change(load);
        }
    }
}
