use crate::people::By;
use crate::use_cases::{Error, MaintenanceTasks};

impl MaintenanceTasks<'_> {
    /// Continues assigning a backlog that was too long for one transaction, and returns how many tickets it assigned.
    /// Several instances may do so at once.
    ///
    /// # Errors
    /// [`Error::Storage`]; tickets assigned before the error stay assigned.
    pub async fn assign_backlog(self) -> Result<u32, Error> {
        let mut total = 0;
        loop {
            match self.desk.in_transaction(By::System, |tx| Box::pin(tx.continue_backlog())).await? {
                0 => return Ok(total),
                count => total += count,
            }
        }
    }
}
