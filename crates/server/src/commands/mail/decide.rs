use anyhow::Context as _;
use deskhand_domain::IncomingMailId;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::{MailDecision, UseCases};

use super::list::print;

pub(super) async fn take(desk: &UseCases, id: IncomingMailId) -> anyhow::Result<()> {
    decide(desk, id, MailDecision::Take).await
}

pub(super) async fn open(desk: &UseCases, id: IncomingMailId, sender: Option<EmailAddress>) -> anyhow::Result<()> {
    decide(desk, id, MailDecision::Open { sender }).await
}

pub(super) async fn reject(desk: &UseCases, id: IncomingMailId) -> anyhow::Result<()> {
    decide(desk, id, MailDecision::Reject).await
}

async fn decide(desk: &UseCases, id: IncomingMailId, decision: MailDecision) -> anyhow::Result<()> {
    let decided = desk.incoming_mail().decide_held(None, id, &decision).await;
    print(&decided.with_context(|| format!("mail {id}"))?);
    Ok(())
}

pub(super) async fn retry(desk: &UseCases, id: IncomingMailId) -> anyhow::Result<()> {
    print(&desk.incoming_mail().retry(None, id).await.with_context(|| format!("mail {id}"))?);
    Ok(())
}
