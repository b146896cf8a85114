use time::Duration;

use crate::incoming::StatusCode;

/// How far back letters count that came back.
pub(crate) const LOOKED_BACK: Duration = Duration::days(30);

/// How many letters that came back because there is no such mailbox make an address unreachable.
const WITHOUT_MAILBOX: usize = 2;

/// How many letters that came back for good, whatever the reason, make an address unreachable.
const FOR_GOOD: usize = 3;

/// Whether letters about tickets should not be sent any more to an address from which these came back.
#[must_use]
pub fn is_unreachable(came_back: &[StatusCode]) -> bool {
    let without_mailbox = came_back.iter().filter(|status| says_no_mailbox(status)).count();
    let for_good = came_back.iter().filter(|status| status.class == 5).count();
    without_mailbox >= WITHOUT_MAILBOX || for_good >= FOR_GOOD
}

/// 5.1.1 bad mailbox, 5.1.6 mailbox has moved, 5.1.10 the domain takes no mail (RFC 3463, RFC 7505).
const fn says_no_mailbox(status: &StatusCode) -> bool {
    status.class == 5 && status.subject == 1 && matches!(status.detail, 1 | 6 | 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(words: &[&str]) -> bool {
        is_unreachable(&words.iter().map(|word| word.parse().unwrap()).collect::<Vec<_>>())
    }

    #[test]
    fn two_letters_without_a_mailbox_or_three_of_any_lasting_reason_are_enough() {
        assert!(is(&["5.1.1", "5.1.1"]) && is(&["5.1.10", "5.7.1", "5.1.6"]) && is(&["5.7.1", "5.2.2", "5.0.0"]));
        assert!(!is(&[]) && !is(&["5.1.1"]) && !is(&["5.1.1", "5.7.1"]) && !is(&["4.4.1", "4.4.1", "4.4.1"]));
    }
}
