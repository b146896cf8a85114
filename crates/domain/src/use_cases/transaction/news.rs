//! News for the admins: each by a letter of its own, or many in one digest.

use super::context::TxContext;
use crate::ids::PersonId;
use crate::notification::{DIGEST_WINDOW, Mail, NewsDelivery, RecentNews};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Reads what these admins got lately, once.
    pub(super) async fn read_news(&mut self, admins: &[PersonId]) -> Result<(), Error> {
        if self.letters.news.is_none() && !admins.is_empty() {
            self.letters.news = Some(self.uow.outbox().news_to(admins, self.now - DIGEST_WINDOW).await?);
        }
        Ok(())
    }

    /// Replaces what a digest reports by that digest, where there is none yet.
    pub(super) async fn gather_news(&mut self, mails: Vec<Mail>) -> Result<Vec<Mail>, Error> {
        if !mails.iter().any(Mail::is_news) {
            return Ok(mails);
        }
        let admins: Vec<PersonId> = self.person_cache.admins().map(|admin| admin.id).collect();
        self.read_news(&admins).await?;
        Ok(mails.into_iter().filter_map(|mail| self.delivered(mail)).collect())
    }

    /// The letter or the digest; `None` where a digest that was begun reports it.
    fn delivered(&mut self, mail: Mail) -> Option<Mail> {
        if !mail.is_news() {
            return Some(mail);
        }
        let Some(recent) = self.recent_news_of(mail.recipient) else { return Some(mail) };
        match recent.delivery(mail.created_at) {
            NewsDelivery::Letter => {
                recent.letters += 1;
                Some(mail)
            }
            NewsDelivery::NewDigest => {
                recent.digest_since = Some(mail.created_at);
                Some(mail.into_digest())
            }
            NewsDelivery::InDigest => None,
        }
    }

    /// It follows what this transaction queues.
    fn recent_news_of(&mut self, recipient: PersonId) -> Option<&mut RecentNews> {
        let news = self.letters.news.get_or_insert_default();
        if !news.iter().any(|recent| recent.recipient == recipient) {
            news.push(RecentNews { recipient, letters: 0, digest_since: None });
        }
        news.iter_mut().find(|recent| recent.recipient == recipient)
    }
}
