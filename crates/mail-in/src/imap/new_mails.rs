//! Takes in what is new in the folder: one mail at a time, stored, then noted, then marked.

use deskhand_domain::incoming::{ArrivedMail, LeftBehind, Transport};
use deskhand_domain::ports::MailboxCursor;
use deskhand_domain::use_cases::TakenIn;

use super::after::{After, FirstRun};
use super::failures::NextTry;
use super::fault::Fault;
use super::folder::Folder;
use super::reader::MailboxReader;
use super::session::{Listed, Part, Session};
use crate::intake::IntakeError;

/// Which mails are read.
#[derive(Clone, Copy)]
struct Scope {
    uid_validity: u32,
    from: u32,
    /// Of the mails before this UID only those that are not marked as read. The cursor moves when all of them were looked at:
    /// in the middle of them it would not say which ones count.
    unseen_before: u32,
}

/// What is fetched of a mail.
enum Wanted {
    Whole,
    /// Its header, for this reason.
    Header(LeftBehind),
    /// Neither the mail nor its header could be fetched.
    Nothing,
}

impl MailboxReader {
    /// Reads all mails from the cursor on.
    pub(super) async fn read_new(
        &mut self,
        session: &mut Session,
        folder: Folder,
        cursor: Option<MailboxCursor>,
        after: &After,
    ) -> Result<(), Fault> {
        let scope = self.scope(folder, cursor).await?;
        self.failures.forget_before(scope.uid_validity, scope.from);
        let mut from = scope.from;
        loop {
            let listed = session.list(from).await?;
            for (uid, mail) in &listed {
                self.prolong().await?;
                self.read_mail(session, scope, *uid, *mail, after).await?;
            }
            match listed.last_key_value().and_then(|(last, _)| last.checked_add(1)) {
                Some(next) => from = next,
                None => break,
            }
        }
        if scope.unseen_before > scope.from {
            self.advance(scope.uid_validity, scope.unseen_before.max(from)).await?;
        }
        Ok(())
    }

    async fn scope(&self, folder: Folder, cursor: Option<MailboxCursor>) -> Result<Scope, Fault> {
        let uid_validity = folder.uid_validity;
        let from = |from| Scope { uid_validity, from, unseen_before: 0 };
        match cursor {
            Some(cursor) if cursor.uid_validity == uid_validity => Ok(from(cursor.next_uid)),
            Some(_) => {
                tracing::warn!("The mail server has numbered the mails anew; reading all of them");
                Ok(from(1))
            }
            None => match self.settings.first_run {
                FirstRun::New => {
                    self.advance(uid_validity, folder.uid_next).await?;
                    Ok(from(folder.uid_next))
                }
                FirstRun::Unseen => Ok(Scope { unseen_before: folder.uid_next, ..from(1) }),
                FirstRun::All => Ok(from(1)),
            },
        }
    }

    async fn read_mail(
        &mut self,
        session: &mut Session,
        scope: Scope,
        uid: u32,
        mail: Listed,
        after: &After,
    ) -> Result<(), Fault> {
        let is_old = uid < scope.unseen_before && mail.is_seen;
        let is_taken = !is_old
            && match self.wanted(scope, uid, mail.size) {
                Wanted::Whole => self.take(session, scope, uid, mail.size, None).await?,
                Wanted::Header(left) => {
                    tracing::error!(uid, "A mail stays in the mailbox: {left}");
                    self.take(session, scope, uid, mail.size, Some(left)).await?;
                    false
                }
                Wanted::Nothing => false,
            };
        if uid >= scope.unseen_before {
            self.advance(scope.uid_validity, uid.saturating_add(1)).await?;
        }
        if is_taken && let Err(fault) = session.finish(uid, after).await {
            match fault {
                Fault::Refused(words) => {
                    tracing::warn!(uid, "A mail was taken in, but can't be marked, moved or deleted: {words}");
                }
                fault => return Err(fault),
            }
        }
        Ok(())
    }

    fn wanted(&self, scope: Scope, uid: u32, size: u64) -> Wanted {
        match self.failures.next_try(scope.uid_validity, uid) {
            NextTry::Nothing => Wanted::Nothing,
            _ if size > self.intake.most_bytes() => Wanted::Header(LeftBehind::TooLarge { size }),
            NextTry::Header(reason) => Wanted::Header(LeftBehind::Unfetched { reason }),
            NextTry::Whole => Wanted::Whole,
        }
    }

    /// Fetches and stores a mail, or the header of one that is left behind. Returns whether it is stored.
    async fn take(
        &mut self,
        session: &mut Session,
        scope: Scope,
        uid: u32,
        size: u64,
        left: Option<LeftBehind>,
    ) -> Result<bool, Fault> {
        let part = if left.is_some() { Part::Header } else { Part::Whole { size } };
        let raw = match session.fetch(uid, part).await {
            Ok(Some(raw)) => raw,
            Ok(None) => return Ok(false),
            Err(fault) => {
                if self.failures.count(scope.uid_validity, uid, fault.to_string()) {
                    tracing::error!(uid, "A mail could not be fetched: {fault}");
                }
                // The rest of the mailbox need not wait for another try of a header.
                let is_refused_header = part == Part::Header && matches!(fault, Fault::Refused(_));
                return if is_refused_header { Ok(false) } else { Err(fault) };
            }
        };
        let bytes = raw.len();
        let mail = ArrivedMail { raw, sender: None, recipients: Vec::new(), transport: Transport::Imap, left };
        match self.intake.take_in(mail).await {
            Ok(taken) => {
                let is_new = matches!(taken, TakenIn::New(_));
                tracing::info!(mail = %taken.id(), uid, bytes, is_new, "Took in a mail from the mailbox");
                Ok(true)
            }
            Err(IntakeError::TooLarge) => {
                tracing::error!(uid, bytes, "A mail stays in the mailbox: it is larger than mail.in.max_mail");
                Ok(false)
            }
            Err(error @ IntakeError::Later(_)) => Err(Fault::Storage(error.to_string())),
        }
    }

    async fn advance(&self, uid_validity: u32, next_uid: u32) -> Result<(), Fault> {
        let cursor = MailboxCursor { uid_validity, next_uid };
        match self.desk.mailboxes().advance(&self.folder, self.id, cursor).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Fault::Taken),
            Err(error) => Err(Fault::Storage(format!("the place in the mailbox can't be stored: {error}"))),
        }
    }
}
