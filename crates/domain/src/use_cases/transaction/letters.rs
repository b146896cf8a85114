//! The order in which the mails of this transaction will be sent, and how many their author may cause.

use time::OffsetDateTime;

use super::context::TxContext;
use crate::notification::{Mail, TURN, next_turn};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Reads the turn of the next mail of the author, once.
    pub(super) async fn read_turn(&mut self) -> Result<OffsetDateTime, Error> {
        if let Some(turn) = self.letters.turn {
            return Ok(turn);
        }
        let turn = next_turn(self.uow.outbox().last_turn(self.by.person()).await?, self.now);
        self.letters.turn = Some(turn);
        Ok(turn)
    }

    /// Gives each mail its turn.
    pub(super) async fn in_turn(&mut self, mut mails: Vec<Mail>) -> Result<Vec<Mail>, Error> {
        let mut turn = self.read_turn().await?;
        for mail in &mut mails {
            mail.turn = turn;
            turn += TURN;
        }
        self.letters.turn = Some(turn);
        Ok(mails)
    }

    /// Refuses what would cause more letters than its author may. Mails about accounts are never refused.
    pub(super) async fn check_sender_budget(&mut self, mails: &[Mail]) -> Result<(), Error> {
        let (Some(budget), Some(author)) = (self.desk.rules().letters.by_sender, self.by.person()) else {
            return Ok(());
        };
        if mails.iter().all(|mail| mail.kind.is_about_account()) {
            return Ok(());
        }
        let (most, since) = (budget.letters.get(), budget.since(self.now));
        match self.uow.outbox().nth_newest_of(author, most, since).await? {
            Some(oldest) => Err(Error::TooManyLetters { budget, wait: budget.ends(oldest) - self.now }),
            None => Ok(()),
        }
    }
}
