use std::collections::BTreeMap;

use deskhand_domain::people::Actor;
use deskhand_domain::permissions::intake_visible_to;
use deskhand_domain::ports::{PageLimit, TakenMailPosition, TicketKey};
use deskhand_domain::use_cases::{Error, ListTakenMail, MessageDetail};
use deskhand_domain::{IncomingMailId, MessageId};
use deskhand_http_core::AppState;

/// The mails that messages of a ticket were, as far as the person may see mail that came in.
pub(super) async fn letters(
    state: &AppState,
    actor: &Actor,
    key: TicketKey,
    messages: &[MessageDetail],
) -> Result<BTreeMap<MessageId, IncomingMailId>, Error> {
    let mut found = BTreeMap::new();
    let wanted = messages.iter().filter(|detail| detail.view.message.mail.is_some()).count();
    if wanted == 0 || intake_visible_to(actor, &state.use_cases.rules().workflow).is_err() {
        return Ok(found);
    }
    let mut after = None;
    loop {
        let command = ListTakenMail { states: vec![], ticket: Some(key), after, limit: PageLimit::LARGEST };
        let page = state.use_cases.incoming_mail().list(Some(actor), command).await?;
        found.extend(page.rows.iter().filter_map(|view| Some((view.mail.message?, view.mail.id))));
        after = page.rows.last().map(TakenMailPosition::of);
        if !page.has_more || found.len() >= wanted {
            return Ok(found);
        }
    }
}
