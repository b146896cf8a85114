/// Joins the lines of a text in the form `format=flowed` (RFC 3676): a line that ends with a space goes on in the next one, if both are
/// quoted as deeply. With `delete_space`, that space is not part of the text.
pub(super) fn unflow(text: &str, delete_space: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let rest = line.trim_start_matches('>');
        let depth = line.len() - rest.len();
        let content = rest.strip_prefix(' ').unwrap_or(rest);
        let is_signature = content == "-- ";
        if open != Some(depth) || is_signature {
            start_line(&mut joined, depth);
        }
        let flows = content.ends_with(' ') && !is_signature;
        joined.push_str(if flows && delete_space { content.strip_suffix(' ').unwrap_or(content) } else { content });
        open = flows.then_some(depth);
    }
    joined
}

fn start_line(joined: &mut String, depth: usize) {
    if !joined.is_empty() {
        joined.push('\n');
    }
    joined.extend(std::iter::repeat_n('>', depth));
    if depth > 0 {
        joined.push(' ');
    }
}
