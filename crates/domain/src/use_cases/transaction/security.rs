//! Writes the security log in the transaction of what it is about.

use super::context::TxContext;
use crate::history::{EventKind, Fact};
use crate::ids::{PersonId, SecurityEventId};
use crate::people::LinkPurpose;
use crate::security::{SecurityEvent, SecurityKind};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Writes an entry about something that the history has no event for, such as a sign-in.
    pub(crate) async fn record_security(
        &mut self,
        kind: SecurityKind,
        person: PersonId,
        detail: Option<&str>,
    ) -> Result<(), Error> {
        let event = self.security_event(kind, person, detail.map(str::to_owned));
        self.append_security(vec![event]).await
    }

    /// Writes the entries that the events of an account make.
    pub(super) async fn record_security_of(&mut self, person: PersonId, facts: &[Fact]) -> Result<(), Error> {
        let entries = facts.iter().filter_map(|fact| Some((self.kind_of(fact)?, fact)));
        let events = entries.map(|(kind, fact)| self.security_event(kind, person, detail_of(fact))).collect();
        self.append_security(events).await
    }

    fn kind_of(&self, fact: &Fact) -> Option<SecurityKind> {
        match SecurityKind::of_fact(fact.kind)? {
            SecurityKind::PasswordChanged if self.by_link => Some(SecurityKind::PasswordReset),
            SecurityKind::PasswordResetRequested if fact.after.as_deref() != Some(RESET) => None,
            kind => Some(kind),
        }
    }

    fn security_event(&self, kind: SecurityKind, person: PersonId, detail: Option<String>) -> SecurityEvent {
        SecurityEvent {
            id: SecurityEventId::new(self.desk.ports.ids.uuid()),
            at: self.now,
            kind,
            person: Some(person),
            actor: self.by.person(),
            address: self.desk.origin.address,
            agent: self.desk.origin.agent.clone(),
            reason: None,
            detail,
            count: 1,
        }
    }

    async fn append_security(&mut self, events: Vec<SecurityEvent>) -> Result<(), Error> {
        if events.is_empty() {
            return Ok(());
        }
        self.uow.security_log().append_security(&events).await?;
        self.recorded.security.extend(events);
        Ok(())
    }
}

const RESET: &str = LinkPurpose::ResetPassword.as_str();

fn detail_of(fact: &Fact) -> Option<String> {
    match fact.kind {
        EventKind::RoleChanged | EventKind::AccountStatusChanged => {
            let word = |value: &Option<String>| value.clone().unwrap_or_default();
            Some(format!("{} -> {}", word(&fact.before), word(&fact.after)))
        }
        EventKind::SignedUp
        | EventKind::ApiKeyCreated
        | EventKind::ApiKeyRevoked
        | EventKind::ApiKeysRevoked
        | EventKind::WebhookCreated
        | EventKind::WebhookChanged
        | EventKind::WebhookKeyRotated
        | EventKind::WebhookRemoved => fact.after.clone(),
        _ => None,
    }
}
