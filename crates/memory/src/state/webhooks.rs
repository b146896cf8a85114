//! Which delivery comes next.

use deskhand_domain::{DeliveryId, WebhookId};
use time::OffsetDateTime;

use super::State;
use super::webhook_rows::DeliveryRow;

impl State {
    /// Makes those due that wait for no other about the same thing.
    pub(crate) fn make_first_ones_due(&mut self, webhook: WebhookId, at: OffsetDateTime) {
        let pending = |row: &&DeliveryRow| row.delivery.webhook == webhook && row.is_pending();
        let waits = |row: &DeliveryRow| {
            let others = self.deliveries.values().filter(pending);
            let mut others = others.filter(|other| other.delivery.about == row.delivery.about);
            others.any(|other| {
                let is_other = other.delivery.id != row.delivery.id;
                is_other && (other.delivery.due_at.is_some() || other.position < row.position)
            })
        };
        let not_due = self.deliveries.values().filter(pending).filter(|row| row.delivery.due_at.is_none());
        let first: Vec<DeliveryId> = not_due.filter(|row| !waits(row)).map(|row| row.delivery.id).collect();
        for id in first {
            if let Some(row) = self.deliveries.get_mut(&id) {
                row.delivery.due_at = Some(at);
            }
        }
    }
}
