use crate::ids::{PersonId, SecurityEventId};
use crate::security::{Network, SecurityEvent, SecurityKind};
use crate::use_cases::{Caller, Error, LoginSubject, Security, UseCases};

/// A request of a signed-in person that was refused.
#[derive(Clone, Copy, Debug)]
pub struct AccessDenial<'a> {
    /// The code of the problem.
    pub reason: &'a str,
    /// The method and route, without what the request put into it.
    pub route: &'a str,
}

impl Security<'_> {
    /// Notes that a caller was refused an action.
    pub fn access_denied(self, caller: &Caller, denial: AccessDenial<'_>) {
        let desk = self.desk.from_origin(caller.origin.clone());
        desk.note_refusal(SecurityKind::AccessDenied, Some(caller.actor.id), denial.reason, Some(denial.route));
    }

    /// Notes that a sign-in was refused because too many came.
    pub fn sign_in_limited(self, login: &LoginSubject) {
        self.desk.note_refusal(SecurityKind::SignInFailed, login.account(), "rate_limited", None);
    }

    /// Whether the person of this login has signed in before from the network that the request comes from. So a limit on the
    /// sign-ins of an account over all addresses does not lock its owner out.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn has_signed_in_from(self, login: &LoginSubject) -> Result<bool, Error> {
        match (login.account(), self.desk.origin.address) {
            (Some(person), Some(address)) => {
                Ok(self.desk.ports.security.has_signed_in_from(person, Network::of(address)).await?)
            }
            _ => Ok(false),
        }
    }
}

impl UseCases {
    /// Notes a refusal: an event without an effect. It is summed up with others alike and stored later, so it costs the request nothing.
    pub(crate) fn note_refusal(
        &self,
        kind: SecurityKind,
        person: Option<PersonId>,
        reason: &str,
        detail: Option<&str>,
    ) {
        let event = SecurityEvent {
            id: SecurityEventId::new(self.ports.ids.uuid()),
            at: self.ports.clock.now(),
            kind,
            person,
            actor: None,
            address: self.origin.address,
            agent: self.origin.agent.clone(),
            reason: Some(reason.to_owned()),
            detail: detail.map(str::to_owned),
            count: 1,
        };
        if self.refusals.count(event.clone()) {
            self.ports.security_reporter.report(&event);
        }
    }
}
