use crate::assignment::{self, Trigger};
use crate::history::{EventKind, Fact};
use crate::people::Person;
use crate::ticket::Refusal;
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;

impl TxContext<'_> {
    /// Records a changed account and reassigns tickets as the change requires: an engineer who leaves gives tickets
    /// back, and engineers who became eligible get tickets from the backlog.
    ///
    /// # Errors
    /// [`Error::Refused`] if the change would leave no superadmin in use.
    pub(crate) async fn record_person_and_reassign(
        &mut self,
        before: &Person,
        person: &mut Person,
        facts: Vec<Fact>,
    ) -> Result<(), Error> {
        if before.is_working_superadmin() && !person.is_working_superadmin() {
            let superadmins = self.uow.people().lock_superadmins().await?;
            if superadmins.iter().all(|other| other.id == person.id) {
                return Err(Refusal::LastSuperadmin.into());
            }
        }
        let affects_assignment = facts.iter().any(affects_assignment);
        self.record_renamed_person(before, person, facts).await?;
        if affects_assignment {
            // Reads the engineers again, because the change decides who is eligible.
            self.lock_engineers().await?;
            if leaves_work(before, person) {
                self.give_back_tickets(person).await?;
            }
            self.assign_backlog_after_change(None).await?;
        }
        Ok(())
    }

    /// Takes the open and blocked tickets from an engineer or admin who left. With automatic assignment each goes to another
    /// engineer, otherwise to the backlog.
    async fn give_back_tickets(&mut self, person: &Person) -> Result<(), Error> {
        for before in self.uow.tickets().held_by(person.id).await? {
            let mut ticket = before.clone();
            let facts = if self.desk.workflow().auto_assign {
                let decision = assignment::decide(&ticket, Trigger::GivenBack, &self.engineers);
                self.apply_decision(&mut ticket, &decision).await?
            } else {
                ticket.assign(None).into_iter().map(Fact::automatic).collect()
            };
            self.record_ticket(&before, &mut ticket, facts).await?;
        }
        Ok(())
    }
}

/// Whether the person had tickets as an engineer or admin in use, and is none any more.
fn leaves_work(before: &Person, person: &Person) -> bool {
    (before.is_working_engineer() && !person.is_working_engineer())
        || (before.is_working_admin() && !person.is_working_admin())
}

/// Whether a fact can change which engineers are eligible for tickets.
const fn affects_assignment(fact: &Fact) -> bool {
    matches!(
        fact.kind,
        EventKind::RoleChanged
            | EventKind::AccountStatusChanged
            | EventKind::AvailabilityChanged
            | EventKind::CapacityChanged
            | EventKind::PersonRemoved
    )
}
