use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::words::{Arg, Words};

/// Moments as the reader's clock shows them, and how long ago they were.
#[derive(Clone)]
pub(crate) struct Moments {
    words: &'static Words,
    zone: jiff::tz::TimeZone,
    now: OffsetDateTime,
}

impl Moments {
    pub(crate) const fn new(words: &'static Words, zone: jiff::tz::TimeZone, now: OffsetDateTime) -> Self {
        Self { words, zone, now }
    }

    /// A `time` element: how long ago it was within a day, else the date; the whole moment as its title.
    pub(crate) fn element(&self, at: OffsetDateTime) -> String {
        let machine = at.format(&Rfc3339).unwrap_or_default();
        // Of our own words and digits only, so nothing in them is markup.
        format!("<time datetime=\"{machine}\" title=\"{}\">{}</time>", self.whole(at), self.short(at))
    }

    fn short(&self, at: OffsetDateTime) -> String {
        let words = self.words;
        let passed = self.now - at;
        match passed {
            passed if passed < Duration::ZERO => self.whole(at),
            passed if passed < Duration::MINUTE => words.say("ago-moment", &[]),
            passed if passed < Duration::HOUR => {
                words.say("ago-minutes", &[("n", Arg::number(passed.whole_minutes()))])
            }
            passed if passed < Duration::DAY => words.say("ago-hours", &[("n", Arg::number(passed.whole_hours()))]),
            _ => words.say("date", &day(self.local(at))),
        }
    }

    /// The whole moment as text.
    pub(crate) fn whole(&self, at: OffsetDateTime) -> String {
        let at = self.local(at);
        let clock = [("hour", two_digits(at.hour())), ("minute", two_digits(at.minute()))];
        self.words.say("moment", &[day(at).as_slice(), clock.as_slice()].concat())
    }

    fn local(&self, at: OffsetDateTime) -> OffsetDateTime {
        let timestamp = jiff::Timestamp::from_second(at.unix_timestamp()).unwrap_or_default();
        let seconds = self.zone.to_offset(timestamp).seconds();
        at.to_offset(UtcOffset::from_whole_seconds(seconds).unwrap_or(UtcOffset::UTC))
    }
}

fn day(at: OffsetDateTime) -> [(&'static str, Arg); 3] {
    [
        ("year", Arg::word(format!("{:04}", at.year()))),
        ("month", two_digits(u8::from(at.month()))),
        ("day", two_digits(at.day())),
    ]
}

fn two_digits(number: u8) -> Arg {
    Arg::word(format!("{number:02}"))
}

#[cfg(test)]
mod tests {
    use deskhand_domain::people::Language;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_moment_is_as_long_ago_as_it_is_and_has_the_whole_time_as_its_title() {
        let now = datetime!(2026-01-13 12:00 UTC);
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(1));
        for (language, at, expected) in [
            (Language::English, now - Duration::seconds(5), ("just now", "2026-01-13 12:59")),
            (Language::English, now - Duration::minutes(59), ("59 min", "2026-01-13 12:01")),
            (Language::English, now - Duration::hours(23), ("23 h", "2026-01-12 14:00")),
            (Language::English, now - Duration::days(3), ("2026-01-10", "2026-01-10 13:00")),
            (Language::German, now - Duration::days(3), ("10.01.2026", "10.01.2026, 13:00")),
            (Language::English, now + Duration::HOUR, ("2026-01-13 14:00", "2026-01-13 14:00")),
        ] {
            let moments = Moments::new(Words::of(language), zone.clone(), now);
            assert_eq!((moments.short(at).as_str(), moments.whole(at).as_str()), expected);
        }
    }
}
