use time::OffsetDateTime;

use super::key::DraftKey;
use crate::drafts::{Draft, DraftPlace, DraftTitle, DraftWords};
use crate::people::Actor;
use crate::permissions;
use crate::ports::PersonKey;
use crate::ticket::TicketAction;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Drafts, Error};

impl Drafts<'_> {
    /// Keeps what the caller typed at a place. It replaces what they typed there before; white space alone deletes it, and the
    /// answer is `None`. Whether it may be sent, its sending decides.
    ///
    /// `seen` is when the draft was kept that the caller saw there, `None` where they saw none. A person may write in two browsers:
    /// the one does not replace what the other one keeps without having seen it.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the caller may not see the ticket; [`Error::Refused`] if the account is not in use, or for a note of
    /// a caller who may not read notes; [`Error::Stale`] if there is a draft with other words that was not seen.
    pub async fn keep(
        self,
        actor: &Actor,
        key: DraftKey,
        words: DraftWords,
        seen: Option<OffsetDateTime>,
    ) -> Result<Option<Draft>, Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.keep_draft(actor, key, &words, seen))).await
    }
}

impl TxContext<'_> {
    /// The person is locked, so that none of two first drafts replaces the other unseen, and none is kept of a person who is being
    /// removed.
    async fn keep_draft(
        &mut self,
        actor: &Actor,
        key: DraftKey,
        words: &DraftWords,
        seen: Option<OffsetDateTime>,
    ) -> Result<Option<Draft>, Error> {
        self.lock_person(PersonKey::Id(actor.id), actor, &BasedOn::Any).await?;
        let place = self.lock_place(actor, key).await?;
        // Only a new ticket has a title to be written.
        let title = if place == DraftPlace::NewTicket { words.title.clone() } else { DraftTitle::default() };
        let words = DraftWords { title, text: words.text.clone() };
        let found = self.uow.drafts().find(actor.id, place).await?;
        if found.is_some_and(|found| Some(found.saved_at) != seen && found.words != words) {
            return Err(Error::Stale);
        }
        if words.are_blank() {
            self.uow.drafts().discard(actor.id, place).await?;
            return Ok(None);
        }
        let draft = Draft { person: actor.id, place, words, saved_at: self.now };
        self.uow.drafts().keep(&draft, Draft::MOST).await?;
        Ok(Some(draft))
    }

    /// The ticket is locked, so that it is not deleted before its draft is there.
    async fn lock_place(&mut self, actor: &Actor, key: DraftKey) -> Result<DraftPlace, Error> {
        let Some((key, note)) = key.ticket() else {
            permissions::tickets_visible_to(actor, self.desk.workflow())?;
            return Ok(DraftPlace::NewTicket);
        };
        let ticket = self.lock_ticket(key, actor, &BasedOn::Any).await?;
        if note {
            permissions::may(actor, TicketAction::ReadNotes, &ticket.relation_to(actor), self.desk.workflow())?;
        }
        Ok(DraftPlace::of_message(ticket.id, note))
    }
}
