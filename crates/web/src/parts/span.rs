use time::Duration;

use crate::words::{Arg, Words};

/// How long something took, in the two largest units.
pub(crate) fn span(words: &Words, duration: Duration) -> String {
    let (days, hours, minutes) = (duration.whole_days(), duration.whole_hours(), duration.whole_minutes());
    let (id, whole, rest) = if days > 0 {
        ("span-days", days, hours % 24)
    } else if hours > 0 {
        ("span-hours", hours, minutes % 60)
    } else if minutes > 0 {
        ("span-minutes", minutes, 0)
    } else {
        ("span-seconds", duration.whole_seconds(), 0)
    };
    words.say(id, &[("whole", Arg::number(whole)), ("rest", Arg::number(rest))])
}

#[cfg(test)]
mod tests {
    use deskhand_domain::people::Language;

    use super::*;

    #[test]
    fn a_span_has_its_two_largest_units() {
        for (duration, expected) in [
            (Duration::ZERO, "0 s"),
            (Duration::milliseconds(59_999), "59 s"),
            (Duration::minutes(59), "59 min"),
            (Duration::minutes(130), "2 h 10 min"),
            (Duration::hours(48), "2 d"),
            (Duration::hours(1), "1 h"),
            (Duration::hours(100), "4 d 4 h"),
        ] {
            assert_eq!(span(Words::of(Language::English), duration), expected);
        }
    }
}
