//! Brings mails over HTTP, over several connections.

use std::ops::Range;
use std::time::Duration;

use anyhow::{Result, ensure};
use futures::stream;
use futures::{Stream, StreamExt as _};

use super::desk::Desk;
use super::mails::answer;
use crate::load::steady;

/// How many mails are under way at the same time.
const AT_ONCE: usize = 16;

/// How fast mails are brought.
#[derive(Clone, Copy)]
pub(super) enum Pace {
    /// The next mail comes when one is acknowledged.
    Unlimited,
    /// So many each second.
    Steady(u32),
}

impl Pace {
    /// The numbers of the mails, each when it is due.
    fn of(self, mails: Range<usize>) -> impl Stream<Item = usize> {
        let clock = match self {
            Self::Unlimited => None,
            Self::Steady(rate) => Some(steady(Duration::from_secs(1) / rate)),
        };
        stream::unfold((mails, clock), |(mut mails, mut clock)| async move {
            let next = mails.next()?;
            if let Some(clock) = &mut clock {
                clock.tick().await;
            }
            Some((next, (mails, clock)))
        })
    }
}

/// Brings these mails at this pace, and returns when all are acknowledged.
pub(super) async fn bring_all(desk: &Desk, mails: Range<usize>, pace: Pace) -> Result<()> {
    let client = reqwest::Client::new();
    let tickets = stream::iter(desk.tickets.iter().cycle().skip(mails.start));
    let sent = pace.of(mails).zip(tickets).map(|(n, (ticket, reporter))| {
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
