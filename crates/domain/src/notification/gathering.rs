//! Several events of one ticket make one letter to a recipient, where they come soon after each other (docs/domain.md section 7).

use time::{Duration, OffsetDateTime};

use super::morning::next_morning;
use super::{Frequency, Mail};
use crate::ids::{MailId, PersonId};
use crate::mail::MailKind;
use crate::people::TimeZone;

/// The most events that one letter reports.
pub const MOST_GATHERED: usize = 20;

/// The most events that the letter of an hour or a day reports.
pub const MOST_IN_DIGEST: usize = 100;

/// A mail that was queued lately: about a ticket, or for a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentLetter {
    /// Which one.
    pub id: MailId,
    /// Who gets it.
    pub recipient: PersonId,
    /// What it is about.
    pub kind: MailKind,
    /// The letter that it joined; `None` where it is one of its own.
    pub joins: Option<MailId>,
    /// When it was queued.
    pub queued_at: OffsetDateTime,
    /// When it was sent, or is due.
    pub goes_at: OffsetDateTime,
    /// Whether it waits, and no worker has ever claimed it: only then others can join it.
    pub is_open: bool,
}

impl RecentLetter {
    /// A mail that is being queued.
    #[must_use]
    pub const fn of(mail: &Mail) -> Self {
        let (id, recipient, joins) = (mail.id, mail.recipient, mail.joins);
        let kind = mail.kind;
        Self { id, recipient, kind, joins, queued_at: mail.created_at, goes_at: mail.due_at, is_open: true }
    }
}

impl Mail {
    /// Whether it may be one letter with others about its ticket.
    #[must_use]
    pub const fn may_be_gathered(&self) -> bool {
        self.ticket.is_some() && !self.kind.is_about_account()
    }
}

/// Decides when a mail goes out. It goes at once where its recipient got nothing about the ticket within `window`. Else it joins the
/// letter that waits already, or is one that waits itself until `window` after the last one. `recent` are the mails about its ticket
/// that were queued lately.
#[must_use]
pub fn gather(mail: Mail, recent: &[RecentLetter], window: Duration) -> Mail {
    if window.is_zero() || !mail.may_be_gathered() {
        return mail;
    }
    let now = mail.created_at;
    let is_theirs = |letter: &&RecentLetter| letter.recipient == mail.recipient;
    let is_new = |letter: &&RecentLetter| is_theirs(letter) && now < letter.queued_at + window;
    if let Some(open) = letter_with_room(recent.iter().filter(is_new), recent, MOST_GATHERED) {
        return Mail { joins: Some(open), ..mail };
    }
    let last = last_letter(recent.iter().filter(is_theirs), now);
    let due_at = last.map_or(now, |last| now.max(last + window));
    Mail { due_at, ..mail }
}

/// Decides when a mail goes out whose recipient wants less than a letter for each ([`Mail::frequency`]): it joins the letter that waits
/// already, or is one that waits itself, until an hour after the last one, or until the next morning in `zone`. `recent` are the mails of
/// this frequency to the recipient that were queued lately.
#[must_use]
pub fn gather_digest(mail: Mail, recent: &[RecentLetter], zone: &TimeZone) -> Mail {
    let is_gathered = |letter: &&RecentLetter| !letter.kind.is_report();
    if let Some(open) = letter_with_room(recent.iter().filter(is_gathered), recent, MOST_IN_DIGEST) {
        return Mail { joins: Some(open), ..mail };
    }
    let last = last_letter(recent.iter().filter(is_gathered), mail.created_at);
    due_after(last, mail, zone)
}

/// Decides when a report goes out ([`MailKind::is_report`]): by its frequency, as [`gather_digest`] does. `None` where one waits
/// already: it will report this too.
#[must_use]
pub fn next_report(mail: Mail, recent: &[RecentLetter], zone: &TimeZone) -> Option<Mail> {
    let is_same = |letter: &&RecentLetter| letter.kind == mail.kind;
    // One whose try failed waits as well, and says what there is when it goes.
    let waits = |letter: &RecentLetter| letter.is_open || letter.goes_at > mail.created_at;
    if recent.iter().filter(is_same).any(waits) {
        return None;
    }
    let last = last_letter(recent.iter().filter(is_same), mail.created_at);
    Some(due_after(last, mail, zone))
}

/// The mail, due as its frequency says, where the last one went then.
fn due_after(last: Option<OffsetDateTime>, mail: Mail, zone: &TimeZone) -> Mail {
    let now = mail.created_at;
    let due_at = match mail.frequency {
        Frequency::AtOnce => now,
        Frequency::Hourly => last.map_or(now, |last| now.max(last + Duration::HOUR)),
        Frequency::Daily => next_morning(now, zone),
    };
    Mail { due_at, ..mail }
}

/// The newest of these that waits and reports less than `most` events.
fn letter_with_room<'r>(
    letters: impl Iterator<Item = &'r RecentLetter>,
    recent: &[RecentLetter],
    most: usize,
) -> Option<MailId> {
    let has_room = |letter: &&RecentLetter| letter.joins.is_none() && letter.is_open && size(letter, recent) < most;
    letters.filter(has_room).max_by_key(|letter| (letter.queued_at, letter.id)).map(|letter| letter.id)
}

/// When the last of these letters went. One that is tried again later does not hold others up.
fn last_letter<'r>(letters: impl Iterator<Item = &'r RecentLetter>, now: OffsetDateTime) -> Option<OffsetDateTime> {
    letters.filter(|letter| letter.joins.is_none()).map(|letter| letter.goes_at.min(now)).max()
}

/// How many events the letter reports.
fn size(letter: &RecentLetter, recent: &[RecentLetter]) -> usize {
    1 + recent.iter().filter(|other| other.joins == Some(letter.id)).count()
}
