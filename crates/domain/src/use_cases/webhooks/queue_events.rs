use std::collections::BTreeMap;

use crate::ids::WebhookId;
use crate::people::By;
use crate::permissions::EventVisibility;
use crate::ports::{FeedEvent, FeedPage, FeedPosition, PageLimit};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Webhooks};
use crate::webhooks::Webhook;

impl Webhooks<'_> {
    /// Queues the events that happened since the last call, for every active webhook that wants them. An event is queued exactly once, however many
    /// instances call this: the place up to which they were queued is stored with them. Returns how many were queued.
    ///
    /// # Errors
    /// [`Error::Storage`]; what was queued before the error stays queued.
    pub async fn queue_events(self) -> Result<usize, Error> {
        // By place: webhooks that are as far as each other share what is read.
        let mut waiting: BTreeMap<FeedPosition, Vec<WebhookId>> = BTreeMap::new();
        for (webhook, place) in self.desk.ports.webhooks.positions().await? {
            waiting.entry(place).or_default().push(webhook);
        }
        let mut queued = 0;
        while let Some((from, webhooks)) = waiting.pop_first() {
            let page = self.desk.events().tail(from, PageLimit::LARGEST).await?;
            if page.read_to == from {
                continue;
            }
            for webhook in webhooks {
                let count =
                    self.desk.in_transaction(By::System, |tx| Box::pin(tx.queue_page(webhook, from, &page))).await?;
                // Without a count, another instance queued them.
                let Some(count) = count else { continue };
                queued += count;
                if page.has_more {
                    waiting.entry(page.read_to).or_default().push(webhook);
                }
            }
        }
        Ok(queued)
    }
}

impl TxContext<'_> {
    /// `None` where another unit of work queued them.
    async fn queue_page(&mut self, id: WebhookId, from: FeedPosition, page: &FeedPage) -> Result<Option<usize>, Error> {
        if !self.uow.webhooks().advance(id, from, page.read_to).await? {
            return Ok(None);
        }
        let Some(webhook) = self.uow.webhooks().find(id).await? else { return Ok(None) };
        let (desk, now) = (self.desk, self.now);
        let wanted = page.events.iter().filter(|event| is_wanted(&webhook, event)).cloned();
        let deliveries: Vec<_> = wanted.map(|event| desk.webhooks().delivery_of(&webhook, event, now)).collect();
        if !deliveries.is_empty() {
            self.uow.webhooks().enqueue(&deliveries).await?;
        }
        Ok(Some(deliveries.len()))
    }
}

/// Every admin can read what is sent, among the deliveries.
fn is_wanted(webhook: &Webhook, event: &FeedEvent) -> bool {
    let kind = event.view.event.kind;
    webhook.kinds.include(kind) && EventVisibility::OF_EVERY_ADMIN.includes(kind, &event.subject())
}
