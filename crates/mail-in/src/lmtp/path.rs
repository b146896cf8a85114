/// Reads the path at the beginning of `text`: `<ada@client.example>`, `<>`, or with a route, `<@relay.example:ada@client.example>`.
/// Returns the address without its route, and what follows. `None` if there is no path.
pub(super) fn path(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('<')?;
    let (path, rest) = inside.split_at_checked(end_of(inside)?)?;
    let rest = rest.strip_prefix('>')?;
    (rest.is_empty() || rest.starts_with(' ')).then_some((without_route(path), rest.trim_start()))
}

/// Where the path ends: at the first `>` outside quotes.
fn end_of(text: &str) -> Option<usize> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return Some(index),
            b'<' if !is_quoted => return None,
            byte if byte.is_ascii_control() => return None,
            _ => {}
        }
    }
    None
}

/// Servers must accept routes, and should ignore them (RFC 5321, appendix C).
fn without_route(path: &str) -> &str {
    match path.split_once(':') {
        Some((route, address)) if route.starts_with('@') => address,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_ends_at_its_bracket_and_loses_its_route() {
        for (text, expected) in [
            ("<ada@client.example>", Some(("ada@client.example", ""))),
            ("<> SIZE=5", Some(("", "SIZE=5"))),
            ("<@a.example,@b.example:ada@client.example>", Some(("ada@client.example", ""))),
            (r#"<"a>\"b"@client.example> BODY=7BIT"#, Some((r#""a>\"b"@client.example"#, "BODY=7BIT"))),
            ("ada@client.example", None),
            ("<ada@client.example", None),
            ("<ada@client.example>SIZE=5", None),
            ("<a<b@client.example>", None),
            ("<a\rb@client.example>", None),
        ] {
            assert_eq!(path(text), expected, "{text}");
        }
    }
}
