use super::lines::{split_line, trim_end};
use crate::limits::MOST_HEADER_BYTES;

/// One header field. The value has all of its lines, with their ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'m> {
    /// As it is written, perhaps with white space before the colon.
    pub(crate) name: &'m [u8],
    pub(crate) value: &'m [u8],
}

/// The fields of a header, topmost first.
#[derive(Debug, Default)]
pub(crate) struct Fields<'m>(Vec<Field<'m>>);

impl<'m> Fields<'m> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Field<'m>> {
        self.0.iter()
    }

    /// The values of all fields with this name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &'m [u8]> {
        self.0
            .iter()
            .filter(move |field| field.name.trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
            .map(|field| field.value)
    }

    /// As [`Self::all`], of fields without white space before the colon. Servers that take forged fields out may not know that form.
    pub(crate) fn all_exact(&self, name: &str) -> impl Iterator<Item = &'m [u8]> {
        self.0.iter().filter(move |field| field.name.eq_ignore_ascii_case(name.as_bytes())).map(|field| field.value)
    }

    /// The value of the topmost field with this name.
    pub(crate) fn first(&self, name: &str) -> Option<&'m [u8]> {
        self.all(name).next()
    }
}

/// The header and what follows. `None` if there is no field at all, or the header is longer than the limit.
/// Blank lines before it are left out.
pub(crate) fn split_header(raw: &[u8]) -> Option<(Fields<'_>, &[u8])> {
    let blank =
        raw.split_inclusive(|byte| *byte == b'\n').take_while(|line| trim_end(line).is_empty()).map(<[u8]>::len).sum();
    let (fields, rest) = split_part_header(raw.get(blank..)?)?;
    (!fields.0.is_empty()).then_some((fields, rest))
}

/// As [`split_header`], for a part: it may have no header. A line that is no field begins the body, unless it is within a header
/// all the same.
pub(crate) fn split_part_header(raw: &[u8]) -> Option<(Fields<'_>, &[u8])> {
    let mut fields = Vec::new();
    let mut rest = raw;
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        if trim_end(line).is_empty() {
            rest = after;
            break;
        }
        if let Some((name, value)) = split_field(rest) {
            rest = rest.get(name.len() + value.len() + 1..).unwrap_or_default();
            fields.push(Field { name, value });
        } else if is_mailbox_line(line)
            || (!fields.is_empty() && split_field(after).is_some_and(|(name, _)| is_common(name)))
        {
            rest = after;
        } else {
            break;
        }
        if raw.len() - rest.len() > MOST_HEADER_BYTES {
            return None;
        }
    }
    (raw.len() - rest.len() <= MOST_HEADER_BYTES).then_some((Fields(fields), rest))
}

/// `From ada@client.example Mon May 4 ...`: mailbox files have it above a mail.
fn is_mailbox_line(line: &[u8]) -> bool {
    line.starts_with(b"From ") || line.starts_with(b">From ")
}

/// Names that nothing but a header has at the beginning of a line.
fn is_common(name: &[u8]) -> bool {
    let name = name.trim_ascii().to_ascii_lowercase();
    let names: [&[u8]; 7] = [b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received"];
    names.contains(&name.as_slice()) || name.starts_with(b"x-") || name.starts_with(b"content-")
}

/// Name and value of the field at the start, with its continuation lines. These begin with white space, and may have nothing else: only
/// an empty line ends a header. Together with the colon they are its bytes.
fn split_field(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (line, mut after) = split_line(text);
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = text.get(..colon)?;
    let word = trim_end(name);
    if word.is_empty() || !word.iter().all(u8::is_ascii_graphic) {
        return None;
    }
    while after.starts_with(b" ") || after.starts_with(b"\t") {
        after = split_line(after).1;
    }
    text.get(colon + 1..text.len() - after.len()).map(|value| (name, value))
}
