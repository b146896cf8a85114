//! Whether a mail of the desk comes back to it. It needs a running desk, which takes the mail in.

use std::time::Duration;

use anyhow::Context as _;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::{MailLoop, UseCases};
use deskhand_email::{SmtpNotifier, TestMail};
use tokio::time::{Instant, sleep};

use super::finding::Finding;
use crate::commands::mail::open;
use crate::settings::{Settings, SettingsError};
use crate::wiring;

const WHAT: &str = "mail loop";

/// The clock of the running desk may differ from ours. The subjects are of this run alone.
const LOOKED_BACK: time::Duration = time::Duration::HOUR;

/// How often the desk is asked whether the mail came.
const PAUSE: Duration = Duration::from_secs(1);

/// Sends test mails, and waits for each until `patience` ends.
pub(super) async fn examine(settings: &Settings, patience: Duration) -> Vec<Finding> {
    match send_and_wait(settings, patience).await {
        Ok(findings) => findings,
        Err(error) => vec![Finding::wrong(WHAT, format!("{error:#}"))],
    }
}

async fn send_and_wait(settings: &Settings, patience: Duration) -> anyhow::Result<Vec<Finding>> {
    let composer = wiring::composer(settings)?;
    let smtp = settings.mail.smtp(&composer.letterhead).map_err(SettingsError::from)?;
    let smtp = smtp.context("no mail server is configured (mail.smtp_url), so no mail can be sent")?;
    let notifier = SmtpNotifier::new(composer, smtp);
    let components = open(settings).await?;
    let desk = &components.desk;
    let to = desk.incoming_mail().mail_loop()?.context("the desk takes no mail (mail.in.address)")?;
    let probe =
        Probe { desk, notifier: &notifier, to: &to, patience, since: components.ports.clock.now() - LOOKED_BACK };
    let findings = probe.run(components.ports.ids.uuid().simple().to_string().get(20..).unwrap_or_default()).await;
    components.database.close().await?;
    findings
}

struct Probe<'a> {
    desk: &'a UseCases,
    notifier: &'a SmtpNotifier,
    to: &'a MailLoop,
    patience: Duration,
    since: time::OffsetDateTime,
}

impl Probe<'_> {
    /// `word` tells these mails from those of other runs.
    async fn run(&self, word: &str) -> anyhow::Result<Vec<Finding>> {
        let address = &self.to.address;
        let Some(took) = self.comes_back(address, &format!("deskhand mail loop {word}")).await? else {
            return Ok(vec![Finding::wrong(
                WHAT,
                format!(
                    "no mail to {address} came in within {}s. Does the desk run, and does mail for this address reach it?",
                    self.patience.as_secs()
                ),
            )]);
        };
        let mut findings = vec![Finding::ok(WHAT, format!("a mail to {address} came in after {}s", took.as_secs()))];
        if let Some(tagged) = &self.to.tagged {
            findings.push(match self.comes_back(tagged, &format!("deskhand mail loop {word} with a tag")).await? {
                Some(took) => {
                    Finding::ok(WHAT, format!("a mail to an address for answers came in after {}s", took.as_secs()))
                }
                None => Finding::wrong(
                    WHAT,
                    format!(
                        "mail to addresses for answers such as {tagged} does not come in: have the mail server deliver it, or \
                         set mail.in.reply_address to \"\""
                    ),
                ),
            });
        }
        Ok(findings)
    }

    /// How long a mail took; `None` where it did not come.
    async fn comes_back(&self, to: &EmailAddress, subject: &str) -> anyhow::Result<Option<Duration>> {
        let mail = TestMail { to: to.clone(), subject: subject.to_owned(), loop_mark: self.to.mark.clone() };
        self.notifier.send_test(&mail).await.map_err(anyhow::Error::msg)?;
        let begin = Instant::now();
        while begin.elapsed() < self.patience {
            if self.desk.incoming_mail().has_come_in(subject, self.since).await? {
                return Ok(Some(begin.elapsed()));
            }
            sleep(PAUSE.min(self.patience)).await;
        }
        Ok(None)
    }
}
