use crate::ticket::{TicketNumber, Title};

/// Prefixes of answers, in lower case: English and Nordic, German, Dutch, Portuguese, Polish, Chinese.
const ANSWER: [&str; 10] = ["re", "aw", "sv", "antw", "res", "odp", "ref", "回复", "答复", "回覆"];
/// Prefixes of forwarded mails: English, German, French, Spanish and Italian, Nordic, Portuguese, Dutch, Chinese.
const FORWARD: [&str; 13] = ["fwd", "fw", "wg", "tr", "rv", "i", "vs", "enc", "doorst", "pd", "转发", "轉寄", "轉發"];

/// What the subject of a mail says beside its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The number in the first tag such as `[#42]`. It is the sender's word.
    pub number: Option<TicketNumber>,
    /// Whether the mail is forwarded: the outermost prefix says so. Numbers and references of such a mail are those of another matter.
    pub is_forward: bool,
    /// The rest, in one line of at most 200 characters: without the tag and without prefixes. May be empty.
    pub title: String,
    /// The same with the tag: the title of a mail that does not belong to the ticket with that number.
    pub title_with_tag: String,
}

impl Subject {
    /// Reads a decoded subject. Never fails.
    #[must_use]
    pub fn read(subject: &str) -> Self {
        let mut rest = subject.trim();
        let (mut number, mut is_forward, mut is_first) = (None, false, true);
        let mut tagged = None;
        loop {
            if let Some((prefix, after)) = split_prefix(rest) {
                is_forward |= is_first && FORWARD.contains(&prefix.as_str());
                (rest, is_first) = (after, false);
            } else if let Some((found, after)) = split_tag(rest) {
                number = number.or(Some(found));
                tagged = tagged.or(Some(rest));
                rest = after;
            } else {
                break;
            }
        }
        let title_with_tag = one_line(tagged.unwrap_or(rest));
        let (rest, inner) = if number.is_none() { without_inner_tag(rest) } else { (rest.to_owned(), None) };
        Self { number: number.or(inner), is_forward, title: one_line(&rest), title_with_tag }
    }

    /// The title, or where there is none the first line of the text that says something, or nothing. The tag is left out where
    /// `belongs` says that the mail belongs to the ticket that it names.
    #[must_use]
    pub fn title_or(&self, text: &str, belongs: bool) -> String {
        let title = if belongs { &self.title } else { &self.title_with_tag };
        if !crate::text::is_invisible(title) {
            return title.clone();
        }
        text.lines().map(one_line).find(|line| !crate::text::is_invisible(line)).unwrap_or_default()
    }
}

/// `Re:`, `AW :`, `Re[2]:`, `Fwd：` in front. Gives the prefix in lower case, and what follows.
fn split_prefix(subject: &str) -> Option<(String, &str)> {
    let (before, after) = subject.split_once([':', '：'])?;
    let word = before.trim();
    let word = word.split(['[', '(', '^']).next().unwrap_or_default().trim().to_lowercase();
    let is_known = ANSWER.contains(&word.as_str()) || FORWARD.contains(&word.as_str());
    // What is between word and colon may be a counter only.
    let counter = before.trim().get(word.len()..).unwrap_or_default();
    let is_counter = counter.chars().all(|c| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | '^' | ' '));
    (is_known && is_counter).then(|| (word, after.trim_start()))
}

/// `[#42]` in front, and what follows.
fn split_tag(subject: &str) -> Option<(TicketNumber, &str)> {
    let (digits, after) = subject.strip_prefix("[#")?.split_once(']')?;
    let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    Some((digits.parse().ok().filter(|_| is_plain)?, after.trim_start()))
}

/// The first tag that is not in front, taken out.
fn without_inner_tag(subject: &str) -> (String, Option<TicketNumber>) {
    for (at, _) in subject.match_indices("[#") {
        let (before, tag) = subject.split_at(at);
        if let Some((number, after)) = split_tag(tag) {
            return (format!("{} {after}", before.trim_end()), Some(number));
        }
    }
    (subject.to_owned(), None)
}

fn one_line(text: &str) -> String {
    let plain = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = plain.collect::<Vec<_>>().join(" ");
    line.chars().take(Title::MAX).collect::<String>().trim_end().to_owned()
}
