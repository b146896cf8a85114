use deskhand_domain::PersonId;
use deskhand_domain::assignment::EngineerLoad;
use deskhand_domain::use_cases::AssignmentView;
use serde::Serialize;
use utoipa::ToSchema;

use super::{PersonJson, Timestamp, schemas};

/// Who has the ticket, and why.
#[derive(Serialize, ToSchema)]
#[schema(as = Assignment)]
pub(crate) struct AssignmentJson {
    #[schema(value_type = schemas::Trigger)]
    trigger: &'static str,
    at: Timestamp,
    #[schema(required)]
    chosen: Option<PersonJson>,
    /// Who could have had it, best first. Empty where a person decided.
    candidates: Vec<CandidateJson>,
    excluded: Vec<ExcludedJson>,
}

/// An engineer who could have had the ticket.
#[derive(Serialize, ToSchema)]
#[schema(as = Candidate)]
pub(crate) struct CandidateJson {
    engineer: PersonJson,
    open_tickets: u32,
    /// `null` for no limit.
    #[schema(required)]
    capacity: Option<u32>,
    #[schema(required)]
    last_assigned_at: Option<Timestamp>,
}

/// An engineer who could not have it.
#[derive(Serialize, ToSchema)]
#[schema(as = Excluded)]
pub(crate) struct ExcludedJson {
    engineer: PersonJson,
    #[schema(value_type = schemas::Exclusion)]
    reason: &'static str,
}

impl From<&AssignmentView> for AssignmentJson {
    fn from(view: &AssignmentView) -> Self {
        let person = |id: PersonId| view.people.iter().find(|person| person.id == id).map(PersonJson::from);
        let candidate = |load: &EngineerLoad| {
            Some(CandidateJson {
                engineer: person(load.id)?,
                open_tickets: load.open_tickets,
                capacity: load.capacity.map(|capacity| capacity.get()),
                last_assigned_at: load.last_assigned_at.map(Timestamp),
            })
        };
        let decision = &view.decision;
        Self {
            trigger: decision.trigger.as_str(),
            at: Timestamp(view.at),
            chosen: decision.chosen.and_then(person),
            candidates: decision.candidates.iter().filter_map(candidate).collect(),
            excluded: decision
                .excluded
                .iter()
                .filter_map(|(id, reason)| Some(ExcludedJson { engineer: person(*id)?, reason: reason.as_str() }))
                .collect(),
        }
    }
}
