//! Brings mails over HTTP, over several connections.

use anyhow::{Result, ensure};
use futures::StreamExt as _;
use futures::stream;

use super::desk::Desk;
use super::mails::answer;

/// How many mails are under way at the same time.
const AT_ONCE: usize = 16;

/// Brings the mails as fast as they are acknowledged.
pub(super) async fn bring_all(desk: &Desk, count: usize) -> Result<()> {
    let client = reqwest::Client::new();
    let mails = (0..count).zip(desk.tickets.iter().cycle());
    let sent = stream::iter(mails).map(|(n, (ticket, reporter))| {
        let request = client.post(format!("{}/api/v1/mail", desk.server.url)).bearer_auth(&desk.scene.admin);
        let request = request.header("content-type", "message/rfc822").body(answer(n, *ticket, reporter));
        async move { Ok(tokio::spawn(request.send()).await??.status()) }
    });
    let statuses: Vec<Result<_>> = sent.buffer_unordered(AT_ONCE).collect().await;
    for status in statuses {
        let status = status?;
        ensure!(status == 201, "a mail was answered {status}");
    }
    Ok(())
}
