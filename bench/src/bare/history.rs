//! The history of a change, and whom it may concern.

use uuid::Uuid;

use super::database::{Value, Work};
use super::failure::Failure;
use super::record::record;

const ACTED: &str = r#"SELECT DISTINCT "history"."by_id" FROM "history" WHERE "history"."ticket_id" = $1 AND "history"."by_id" IS NOT NULL ORDER BY "history"."by_id" ASC"#;
const MUTED: &str = r#"SELECT "ticket_mutes"."ticket_id", "ticket_mutes"."person_id" FROM "ticket_mutes" WHERE "ticket_mutes"."ticket_id" = $1 ORDER BY "ticket_mutes"."person_id" ASC"#;

#[derive(Clone, Copy, Default)]
pub(super) struct Event {
    pub(super) id: Uuid,
    pub(super) at: i64,
    pub(super) by: Option<Uuid>,
    pub(super) ticket: Uuid,
    pub(super) kind: &'static str,
    pub(super) assigned: Option<Uuid>,
    pub(super) message: Option<Uuid>,
}

impl Event {
    /// One row.
    pub(super) fn values(&self) -> [Value; 12] {
        [
            Value::Id(self.id),
            Value::Long(self.at),
            Value::MaybeId(self.by),
            Value::MaybeId(Some(self.ticket)),
            Value::MaybeId(None),
            Value::Text(self.kind.to_owned()),
            Value::Text("everybody".to_owned()),
            Value::MaybeText(None),
            Value::MaybeText(self.assigned.map(|id| id.to_string())),
            Value::MaybeId(None),
            Value::MaybeId(self.assigned),
            Value::MaybeId(self.message),
        ]
    }
}

record! {
    /// Who did something.
    Follower { by_id: Uuid }
}

record! {
    /// A ticket about which somebody gets no mail.
    Mute { person_id: Uuid }
}

/// Everybody who did something with the ticket but does not want to hear of it.
pub(super) async fn who_follows(work: &mut Work, ticket: Uuid) -> Result<Vec<Uuid>, Failure> {
    let acted = work.read::<Follower>(ACTED, vec![Value::Id(ticket)]).await?;
    let muted: Vec<Uuid> =
        work.read::<Mute>(MUTED, vec![Value::Id(ticket)]).await?.into_iter().map(|mute| mute.person_id).collect();
    Ok(acted.into_iter().map(|follower| follower.by_id).filter(|id| !muted.contains(id)).collect())
}
