//! Why a ticket was assigned as it was. The reasons are JSON, because they are only read together.

use deskhand_domain::assignment::{Decision, EngineerLoad, Exclusion};
use deskhand_domain::people::Capacity;
use deskhand_domain::ports::StorageError;
use deskhand_domain::{PersonId, TicketId};
use sea_orm::ActiveValue::{NotSet, Set};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::decode::{Table, millis, to_json};
use crate::entities::decision::{ActiveModel, Model};

const DECISIONS: Table = Table("decisions");

#[derive(Serialize, Deserialize)]
struct Candidate {
    id: String,
    role: String,
    status: String,
    availability: String,
    capacity: Option<u32>,
    open_tickets: u32,
    last_assigned_at: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct Excluded {
    id: String,
    reason: String,
}

pub(crate) fn to_active_model(decision: &Decision, at: OffsetDateTime) -> Result<ActiveModel, StorageError> {
    let candidates: Vec<Candidate> = decision.candidates.iter().map(Candidate::of).collect();
    let excluded: Vec<Excluded> = decision.excluded.iter().map(Excluded::of).collect();
    Ok(ActiveModel {
        seq: NotSet,
        ticket_id: Set(decision.ticket.as_uuid()),
        trigger_word: Set(decision.trigger.as_str().to_owned()),
        chosen_id: Set(decision.chosen.map(|id| id.as_uuid())),
        candidates: Set(to_json(&candidates)?),
        excluded: Set(to_json(&excluded)?),
        decided_at: Set(millis(at)),
    })
}

pub(crate) fn to_domain(row: &Model) -> Result<(Decision, OffsetDateTime), StorageError> {
    let candidates: Vec<Candidate> = DECISIONS.json("candidates", &row.candidates)?;
    let excluded: Vec<Excluded> = DECISIONS.json("excluded", &row.excluded)?;
    let decision = Decision {
        ticket: TicketId::new(row.ticket_id),
        trigger: DECISIONS.word("trigger_word", &row.trigger_word)?,
        chosen: row.chosen_id.map(PersonId::new),
        candidates: candidates.iter().map(Candidate::to_load).collect::<Result<_, _>>()?,
        excluded: excluded.iter().map(Excluded::to_pair).collect::<Result<_, _>>()?,
    };
    Ok((decision, DECISIONS.time("decided_at", row.decided_at)?))
}

impl Candidate {
    fn of(load: &EngineerLoad) -> Self {
        Self {
            id: load.id.to_string(),
            role: load.role.as_str().to_owned(),
            status: load.status.as_str().to_owned(),
            availability: load.availability.as_str().to_owned(),
            capacity: load.capacity.map(|capacity| capacity.get()),
            open_tickets: load.open_tickets,
            last_assigned_at: load.last_assigned_at.map(millis),
        }
    }

    fn to_load(&self) -> Result<EngineerLoad, StorageError> {
        let capacity = self.capacity.map(|tickets| Capacity::parse(tickets.into())).transpose();
        Ok(EngineerLoad {
            id: DECISIONS.word("candidates", &self.id)?,
            role: DECISIONS.word("candidates", &self.role)?,
            status: DECISIONS.word("candidates", &self.status)?,
            availability: DECISIONS.word("candidates", &self.availability)?,
            capacity: DECISIONS.parsed("candidates", capacity)?,
            open_tickets: self.open_tickets,
            last_assigned_at: DECISIONS.time_or_none("candidates", self.last_assigned_at)?,
        })
    }
}

impl Excluded {
    fn of((id, reason): &(PersonId, Exclusion)) -> Self {
        Self { id: id.to_string(), reason: reason.as_str().to_owned() }
    }

    fn to_pair(&self) -> Result<(PersonId, Exclusion), StorageError> {
        Ok((DECISIONS.word("excluded", &self.id)?, DECISIONS.word("excluded", &self.reason)?))
    }
}
