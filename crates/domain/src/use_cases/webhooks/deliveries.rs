use crate::ids::{DeliveryId, WebhookId};
use crate::people::Actor;
use crate::ports::{DeliveryPosition, Page, PageLimit};
use crate::use_cases::{Error, Webhooks};
use crate::webhooks::{Delivery, DeliveryState};

/// Which page of which deliveries to list.
#[derive(Clone, Debug, Default)]
pub struct ListDeliveries {
    /// Their states; empty for any.
    pub states: Vec<DeliveryState>,
    /// The page starts after this one; `None` for the first page.
    pub after: Option<DeliveryPosition>,
    /// The size of the page.
    pub limit: PageLimit,
    /// Whether to count all matching ones.
    pub count: bool,
}

impl Webhooks<'_> {
    /// Lists the deliveries to a webhook, newest first. For admins.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller is no admin.
    pub async fn deliveries(
        self,
        actor: &Actor,
        id: WebhookId,
        command: ListDeliveries,
    ) -> Result<Page<Delivery>, Error> {
        self.show(actor, id).await?;
        let ListDeliveries { states, after, limit, count } = command;
        Ok(self.desk.ports.webhooks.deliveries(id, states, after, limit, count).await?)
    }

    /// One delivery to a webhook. For admins.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller is no admin.
    pub async fn delivery(self, actor: &Actor, webhook: WebhookId, id: DeliveryId) -> Result<Delivery, Error> {
        self.show(actor, webhook).await?;
        let delivery = self.desk.ports.webhooks.delivery(id).await?;
        delivery.filter(|delivery| delivery.webhook == webhook).ok_or(Error::NotFound)
    }
}
