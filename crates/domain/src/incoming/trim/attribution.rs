//! `On 3 May 2026, Ada wrote:`: the lines above a quote that say whose words it has.

use super::line_class::{Class, Line};
use super::words;

const MOST_LINES: usize = 4;

/// The first line of the attribution that ends right above `quote`, blank lines left aside. `quote` itself if there is none.
pub(super) fn first_line(lines: &[Line<'_>], quote: usize) -> usize {
    let mut end = quote;
    while end > 0 && class(lines, end - 1) == Some(Class::Blank) && quote - end < 2 {
        end -= 1;
    }
    let Some(last) = end.checked_sub(1) else { return quote };
    if !ends_attribution(text(lines, last)) {
        return quote;
    }
    let mut top = last;
    // A program may break it over several lines. It goes on above while it has not begun.
    for above in (0..last).rev().take(MOST_LINES - 1) {
        if is_beginning(text(lines, top)) || class(lines, above) != Some(Class::Text) {
            break;
        }
        let has_date = (above..=last).any(|line| has_digit(text(lines, line)));
        if is_beginning(text(lines, above)) || (has_date && words::begins_attribution(text(lines, above))) {
            top = above;
        }
    }
    let is_whole = (top..=last).any(|line| words::has_wrote(text(lines, line)) || has_address(text(lines, line)));
    if is_whole { top } else { quote }
}

fn class(lines: &[Line<'_>], at: usize) -> Option<Class> {
    lines.get(at).map(|line| line.class)
}

fn text<'t>(lines: &[Line<'t>], at: usize) -> &'t str {
    lines.get(at).map_or("", |line| line.text)
}

/// With a colon at its end; and "wrote", or an address and a date. So other languages than ours are known, too.
fn ends_attribution(line: &str) -> bool {
    line.ends_with([':', '：'])
        && (words::has_wrote(line) || (has_address(line) && has_digit(line)) || line.ends_with(">:"))
}

/// Where an attribution may begin: its words with a date, or name and address.
fn is_beginning(line: &str) -> bool {
    (words::begins_attribution(line) && has_digit(line)) || (has_address(line) && !line.starts_with('<'))
}

fn has_digit(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_digit())
}

fn has_address(line: &str) -> bool {
    line.split_once('<').is_some_and(|(_, rest)| rest.contains('@') && rest.contains('>'))
}
