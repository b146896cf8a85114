use crate::ids::WebhookId;
use crate::people::Actor;
use crate::permissions;
use crate::ports::{DeliveryCounts, Page, PageLimit, Total, WebhookPosition};
use crate::use_cases::{Error, Webhooks};
use crate::webhooks::Webhook;

impl Webhooks<'_> {
    /// A page of the webhooks, oldest first. For admins. There are at most [`Webhook::MOST`].
    ///
    /// # Errors
    /// [`Error::Refused`] if the caller is no admin.
    pub async fn list(
        self,
        actor: &Actor,
        after: Option<WebhookPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<Webhook>, Error> {
        permissions::may_manage_webhooks(actor)?;
        let mut rows = self.desk.ports.webhooks.list().await?;
        let total = count.then(|| Total::of(rows.len() as u64));
        rows.retain(|webhook| after.is_none_or(|after| WebhookPosition::of(webhook) > after));
        let has_more = rows.len() > limit.get() as usize;
        rows.truncate(limit.get() as usize);
        Ok(Page { rows, has_more, total })
    }

    /// One webhook. For admins.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the caller is no admin.
    pub async fn show(self, actor: &Actor, id: WebhookId) -> Result<Webhook, Error> {
        permissions::may_manage_webhooks(actor)?;
        self.desk.ports.webhooks.find(id).await?.ok_or(Error::NotFound)
    }

    /// How much is still to be sent, for metrics.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn count(self) -> Result<DeliveryCounts, Error> {
        Ok(self.desk.ports.webhooks.counts().await?)
    }
}
