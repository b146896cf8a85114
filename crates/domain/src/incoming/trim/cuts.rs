//! Where a text is cut.

use super::attribution;
use super::line_class::{Class, Line};

/// More lines than this after a `-- ` are no signature.
const LONGEST_SIGNATURE: usize = 15;
/// So many header lines are a block.
const FEWEST_HEADERS: usize = 3;

type Rule = fn(&[Line<'_>], Option<&str>) -> Option<usize>;

/// The first line to cut, with all that follow; by the first rule that leaves something. `None` if none does.
pub(super) fn next(lines: &[Line<'_>], marker: Option<&str>) -> Option<usize> {
    let rules: [Rule; 5] = [at_marker, at_end_quote, at_header_block, at_signature, at_mobile_signature];
    rules.iter().find_map(|rule| {
        let cut = above_blank(lines, rule(lines, marker)?);
        lines.get(..cut)?.iter().any(|line| !crate::text::is_invisible(line.text)).then_some(cut)
    })
}

/// Blank lines above a cut go with it.
fn above_blank(lines: &[Line<'_>], cut: usize) -> usize {
    above(lines, cut, |class| class == Class::Blank)
}

/// The first of the lines above `at` that are all of these classes.
fn above(lines: &[Line<'_>], at: usize, is_one: impl Fn(Class) -> bool) -> usize {
    let before = lines.get(..at).unwrap_or_default();
    at - before.iter().rev().take_while(|line| is_one(line.class)).count()
}

/// Our marker, with the right number, and above it the quoted lines and their attribution.
fn at_marker(lines: &[Line<'_>], marker: Option<&str>) -> Option<usize> {
    let marker = marker?;
    let at = lines.iter().position(|line| line.text.starts_with("--") && line.text.ends_with(marker))?;
    let top = above(lines, at, |class| matches!(class, Class::Quote | Class::Blank));
    let headers = above(lines, top, |class| matches!(class, Class::Header | Class::Delimiter | Class::Original));
    if headers < top { Some(headers) } else { Some(attribution::first_line(lines, top)) }
}

/// Quotes that nothing follows.
fn at_end_quote(lines: &[Line<'_>], _: Option<&str>) -> Option<usize> {
    let end = above_blank(lines, lines.len());
    let top = above(lines, end, |class| matches!(class, Class::Quote | Class::Blank));
    let quote = top + lines.get(top..end)?.iter().position(|line| line.class == Class::Quote)?;
    Some(attribution::first_line(lines, quote))
}

/// Three header lines, of which one may be wrapped, or an `Original Message` line. Not below a forward line.
fn at_header_block(lines: &[Line<'_>], _: Option<&str>) -> Option<usize> {
    let forward = lines.iter().position(|line| line.class == Class::Forward).unwrap_or(lines.len());
    let lines = lines.get(..forward)?;
    let at = (0..lines.len()).find(|at| match lines.get(*at).map(|line| line.class) {
        Some(Class::Original) => true,
        Some(Class::Header) => is_block(lines, *at),
        _ => false,
    })?;
    Some(above(lines, above_blank(lines, at), |class| matches!(class, Class::Delimiter)))
}

fn is_block(lines: &[Line<'_>], at: usize) -> bool {
    let block = lines.iter().skip(at).take_while(|line| line.class != Class::Blank).take(FEWEST_HEADERS + 1);
    block.filter(|line| line.class == Class::Header).count() >= FEWEST_HEADERS
}

/// The only `-- `, unless too much follows. Where there are several, they part sections of the text.
fn at_signature(lines: &[Line<'_>], _: Option<&str>) -> Option<usize> {
    let at = lines.iter().rposition(|line| line.class == Class::SignatureMark)?;
    let is_only = lines.iter().filter(|line| line.class == Class::SignatureMark).count() == 1;
    let is_short = lines.len() - at <= LONGEST_SIGNATURE + 1;
    let is_plain = lines.iter().skip(at).all(|line| line.class != Class::Quote);
    (is_only && is_short && is_plain).then_some(at)
}

/// `Sent from my telephone` as the last line.
fn at_mobile_signature(lines: &[Line<'_>], _: Option<&str>) -> Option<usize> {
    let last = above_blank(lines, lines.len()).checked_sub(1)?;
    (lines.get(last)?.class == Class::MobileSignature).then_some(last)
}
