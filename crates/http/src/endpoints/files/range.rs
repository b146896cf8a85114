/// What of a file a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: no range, one that is not understood, or several.
    Whole,
    /// From one byte to before another.
    Bytes(u64, u64),
    /// None of it is there.
    Nothing,
}

/// Reads a `Range` (RFC 9110, section 14.2) of a file of `size` bytes.
pub(super) fn part(range: &str, size: u64) -> Part {
    let Some(wanted) = range.trim().strip_prefix("bytes=") else { return Part::Whole };
    let Some((first, last)) = wanted.split_once('-') else { return Part::Whole };
    let (first, last) = (first.trim(), last.trim());
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than a number can have are more than any size.
    let number = |text: &str| text.parse().unwrap_or(u64::MAX);
    let (from, to) = match (first, last) {
        ("", last) if is_number(last) => (size.saturating_sub(number(last)), size),
        (first, "") if is_number(first) => (number(first), size),
        (first, last) if is_number(first) && is_number(last) && number(first) <= number(last) => {
            (number(first), number(last).saturating_add(1).min(size))
        }
        _ => return Part::Whole,
    };
    if from < to { Part::Bytes(from, to) } else { Part::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_mean_what_the_standard_says() {
        for (range, wanted) in [
            ("bytes=0-0", Part::Bytes(0, 1)),
            ("bytes=2-5", Part::Bytes(2, 6)),
            ("bytes=5-", Part::Bytes(5, 10)),
            ("bytes=-3", Part::Bytes(7, 10)),
            ("bytes=-99", Part::Bytes(0, 10)),
            ("bytes=5-99999999999999999999999", Part::Bytes(5, 10)),
            ("bytes=10-", Part::Nothing),
            ("bytes=99999999999999999999999-", Part::Nothing),
            ("bytes=-0", Part::Nothing),
            ("bytes=5-2", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("bytes=-", Part::Whole),
            ("lines=1-2", Part::Whole),
        ] {
            assert_eq!(part(range, 10), wanted, "{range}");
        }
        assert_eq!(part("bytes=0-", 0), Part::Nothing);
    }
}
