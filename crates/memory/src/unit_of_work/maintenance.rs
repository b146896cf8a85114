//! Pausing mail, ending all sessions and deleting old data, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::ports::{MailState, Maintenance, StorageError};
use time::OffsetDateTime;

use crate::state::QueuedMail;
use crate::state::Session;
use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl Maintenance for MemoryUnitOfWork {
    async fn mail_paused_since(&mut self) -> Result<Option<OffsetDateTime>, StorageError> {
        Ok(self.read().mail_paused_since)
    }

    async fn pause_mail(&mut self, at: OffsetDateTime) -> Result<(), StorageError> {
        self.write().mail_paused_since.get_or_insert(at);
        Ok(())
    }

    async fn resume_mail(&mut self) -> Result<(), StorageError> {
        self.write().mail_paused_since = None;
        Ok(())
    }

    async fn drop_pending_mails(&mut self, at: OffsetDateTime, reason: &str) -> Result<u64, StorageError> {
        let mut dropped = 0;
        for queued in self.write().outbox.values_mut().filter(|queued| queued.is_pending()) {
            queued.settle(MailState::Dropped, at, reason);
            dropped += 1;
        }
        Ok(dropped)
    }

    async fn forget_mail(&mut self, state: MailState, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let is_old = |queued: &QueuedMail| queued.state == state && queued.settled_at.is_some_and(|at| at <= before);
        let old = self.read().outbox.iter().filter(|(_, queued)| is_old(queued)).map(|(id, _)| *id);
        let old: Vec<_> = old.take(limit as usize).collect();
        for id in &old {
            self.write().outbox.remove(id);
        }
        Ok(old.len() as u64)
    }

    async fn forget_sessions(&mut self, before: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let tokens = self.read().tokens.iter().filter(|(_, kept)| kept.token.expires_at <= before);
        let tokens: Vec<_> = tokens.map(|(digest, _)| *digest).take(limit as usize).collect();
        let is_old =
            |session: &Session| session.expires_at <= before || session.ended_at.is_some_and(|at| at <= before);
        let sessions = self.read().sessions.iter().filter(|(_, session)| is_old(session)).map(|(id, _)| *id);
        let sessions: Vec<_> = sessions.take(limit as usize).collect();
        let state = self.write();
        state.tokens.retain(|digest, kept| !tokens.contains(digest) && !sessions.contains(&kept.token.session));
        state.sessions.retain(|id, _| !sessions.contains(id));
        Ok((tokens.len() + sessions.len()) as u64)
    }

    async fn end_all_sessions(&mut self, at: OffsetDateTime) -> Result<(), StorageError> {
        for session in self.write().sessions.values_mut() {
            session.ended_at.get_or_insert(at);
        }
        Ok(())
    }
}
