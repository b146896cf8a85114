use std::net::IpAddr;

use deskhand_domain::ports::StorageError;
use deskhand_domain::security::SecurityEvent;
use deskhand_domain::{PersonId, SecurityEventId};
use sea_orm::ActiveValue::{NotSet, Set};

use super::decode::{Table, millis, whole};
use crate::entities::security_event::{ActiveModel, Model};

const LOG: Table = Table("security_events");

pub(crate) fn to_domain(row: Model) -> Result<SecurityEvent, StorageError> {
    Ok(SecurityEvent {
        id: SecurityEventId::new(row.id),
        at: LOG.time("at", row.at)?,
        kind: LOG.word("kind", &row.kind)?,
        person: row.person_id.map(PersonId::new),
        actor: row.actor_id.map(PersonId::new),
        address: row.address.as_deref().map(address).transpose()?,
        agent: row.agent,
        reason: row.reason,
        detail: row.detail,
        count: LOG.number("count", row.count)?,
    })
}

fn address(text: &str) -> Result<IpAddr, StorageError> {
    text.parse().map_err(|_| LOG.corrupt("address", "is no address"))
}

pub(crate) fn to_active_model(event: &SecurityEvent) -> Result<ActiveModel, StorageError> {
    Ok(ActiveModel {
        seq: NotSet,
        // Set by the database, see the migration m0014_feed.
        tx: NotSet,
        id: Set(event.id.as_uuid()),
        at: Set(millis(event.at)),
        kind: Set(event.kind.as_str().to_owned()),
        is_refusal: Set(event.kind.is_refusal()),
        person_id: Set(event.person.map(|id| id.as_uuid())),
        actor_id: Set(event.actor.map(|id| id.as_uuid())),
        address: Set(event.address.map(|address| address.to_string())),
        network: Set(event.network().map(|network| network.to_string())),
        agent: Set(event.agent.clone()),
        reason: Set(event.reason.clone()),
        detail: Set(event.detail.clone()),
        count: Set(whole(event.count.min(i32::MAX.unsigned_abs()))?),
    })
}
