//! The loads of engineers. No other file changes them.

use super::context::TxContext;
use crate::assignment::EngineerLoad;
use crate::ids::PersonId;
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Moves one open ticket from the load of `before` to the load of `after`, in the store and in the locked list.
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

    /// Stores when `after` got the ticket, if it is not `before`. Of two engineers with equal loads, the one assigned
    /// longer ago gets the next ticket.
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
