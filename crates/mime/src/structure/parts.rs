use super::lines::{split_line, trim_end};

/// The first parts of a multipart body, `most` of them at most. `None` if there is no boundary line in it.
///
/// Where the boundary is missing or wrong, the first line that looks like one is taken for it. A part without an end reaches to the
/// end. What is before the first boundary line and after the last one, if that is a closing one, is no part. What is after a closing one
/// that others follow is one: parts within have the same boundary then.
pub(crate) fn split_parts<'m>(body: &'m [u8], boundary: Option<&[u8]>, most: usize) -> Option<Vec<&'m [u8]>> {
    let stated = boundary.filter(|boundary| !boundary.is_empty()).map(|boundary| split_at(body, boundary, most));
    if let Some(parts) = stated.filter(|parts| !parts.is_empty()) {
        return Some(parts);
    }
    let found = split_at(body, likely_boundary(body)?, most);
    (!found.is_empty()).then_some(found)
}

fn split_at<'m>(body: &'m [u8], boundary: &[u8], most: usize) -> Vec<&'m [u8]> {
    let mut parts = Vec::new();
    let (mut start, mut is_after_end) = (None, true);
    let mut rest = body;
    while !rest.is_empty() && parts.len() < most {
        let at = body.len() - rest.len();
        let (line, after) = split_line(rest);
        if let Some(closes) = is_boundary(line, boundary) {
            let part = start.and_then(|start| body.get(start..end_before(body, start, at)));
            parts.extend(part.filter(|part| !is_after_end || !part.trim_ascii().is_empty()));
            (start, is_after_end) = (Some(body.len() - after.len()), closes);
        }
        rest = after;
    }
    if parts.len() < most && !is_after_end {
        parts.extend(start.and_then(|start| body.get(start..)));
    }
    parts
}

/// `Some(true)` if the line closes the last part.
fn is_boundary(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let line = trim_end(line);
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    match rest {
        b"" => Some(false),
        b"--" => Some(true),
        _ => None,
    }
}

/// The end of the line before a boundary line belongs to the boundary.
fn end_before(body: &[u8], start: usize, at: usize) -> usize {
    let part = body.get(start..at).unwrap_or_default();
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    start + part.strip_suffix(b"\r").unwrap_or(part).len()
}

fn likely_boundary(body: &[u8]) -> Option<&[u8]> {
    let words = body.split(|byte| *byte == b'\n').filter_map(|line| trim_end(line).strip_prefix(b"--"));
    words.map(|word| word.strip_suffix(b"--").unwrap_or(word)).find(|word| {
        !word.is_empty() && word.len() <= 200 && !word.contains(&b' ') && word.iter().any(u8::is_ascii_alphanumeric)
    })
}
