use deskhand_domain::TicketId;
use deskhand_domain::assignment::{Decision, EngineerLoad};
use deskhand_domain::people::Capacity;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::error::LineError;
use super::moment::Moment;
use super::values::{optional_word, word};

/// Why a ticket went where it went last.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionLine {
    at: Moment,
    trigger: String,
    chosen: Option<String>,
    candidates: Vec<CandidateLine>,
    excluded: Vec<ExcludedLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CandidateLine {
    id: String,
    role: String,
    status: String,
    availability: String,
    capacity: Option<i64>,
    open_tickets: u32,
    last_assigned_at: Option<Moment>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExcludedLine {
    id: String,
    reason: String,
}

impl DecisionLine {
    pub(super) fn of((decision, at): &(Decision, OffsetDateTime)) -> Self {
        let excluded = decision.excluded.iter();
        Self {
            at: Moment(*at),
            trigger: decision.trigger.to_string(),
            chosen: decision.chosen.map(|id| id.to_string()),
            candidates: decision.candidates.iter().map(CandidateLine::of).collect(),
            excluded: excluded
                .map(|(id, reason)| ExcludedLine { id: id.to_string(), reason: reason.to_string() })
                .collect(),
        }
    }

    pub(super) fn decision(self, ticket: TicketId) -> Result<(Decision, OffsetDateTime), LineError> {
        let excluded = |one: &ExcludedLine| {
            Ok((word("assignment.excluded.id", &one.id)?, word("assignment.excluded.reason", &one.reason)?))
        };
        let decision = Decision {
            ticket,
            trigger: word("assignment.trigger", &self.trigger)?,
            chosen: optional_word("assignment.chosen", self.chosen.as_ref())?,
            candidates: self.candidates.iter().map(CandidateLine::load).collect::<Result<_, _>>()?,
            excluded: self.excluded.iter().map(excluded).collect::<Result<_, LineError>>()?,
        };
        Ok((decision, self.at.0))
    }
}

impl CandidateLine {
    fn of(load: &EngineerLoad) -> Self {
        Self {
            id: load.id.to_string(),
            role: load.role.to_string(),
            status: load.status.to_string(),
            availability: load.availability.to_string(),
            capacity: load.capacity.map(|capacity| capacity.get().into()),
            open_tickets: load.open_tickets,
            last_assigned_at: load.last_assigned_at.map(Moment),
        }
    }

    fn load(&self) -> Result<EngineerLoad, LineError> {
        let capacity = self.capacity.map(Capacity::parse).transpose();
        Ok(EngineerLoad {
            id: word("assignment.candidates.id", &self.id)?,
            role: word("assignment.candidates.role", &self.role)?,
            status: word("assignment.candidates.status", &self.status)?,
            availability: word("assignment.candidates.availability", &self.availability)?,
            capacity: capacity.map_err(LineError::at("assignment.candidates.capacity"))?,
            open_tickets: self.open_tickets,
            last_assigned_at: self.last_assigned_at.map(|at| at.0),
        })
    }
}
