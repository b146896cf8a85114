/// Where no line ends with a line feed, carriage returns end lines. Where one does, a lone carriage return ends none: a header behind
/// it would be hidden from the servers that the mail came through.
pub(crate) fn end_lines_with_line_feeds(raw: &mut [u8]) {
    if !raw.contains(&b'\n') {
        for byte in raw.iter_mut().filter(|byte| **byte == b'\r') {
            *byte = b'\n';
        }
    }
}

/// The line without its end and without white space before that.
pub(crate) fn trim_end(line: &[u8]) -> &[u8] {
    line.trim_ascii_end()
}

/// The first line with its end, and the rest.
pub(super) fn split_line(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| *byte == b'\n').map_or(text.len(), |at| at + 1);
    text.split_at(end)
}
