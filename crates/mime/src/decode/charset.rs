use encoding_rs::{Encoding, REPLACEMENT, UTF_8, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;

/// The characters of a text in a character set, which is often not the one that is declared.
///
/// UTF-8 wins where the bytes are UTF-8 beyond ASCII, unless the declared set has more than one byte for a character, too, and fits.
/// Else the declared set counts. Where that is unknown, or UTF-8 that is none, what is not UTF-8 is read as windows-1252. Never fails.
pub(crate) fn decode_text(bytes: &[u8], declared: Option<&str>) -> String {
    let label = label(declared.unwrap_or_default());
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(text).0.into_owned();
    }
    let declared =
        Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != REPLACEMENT && *encoding != UTF_8);
    if let Some(encoding) = declared.filter(|encoding| !encoding.is_single_byte())
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return text.into_owned();
    }
    match (std::str::from_utf8(bytes), declared) {
        (Ok(text), _) if !text.is_ascii() => text.to_owned(),
        (_, Some(encoding)) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        (Ok(text), None) => charset_decoder(label.as_bytes()).map_or_else(|| text.to_owned(), |decode| decode(bytes)),
        (Err(_), None) if is_utf8(&label) => mixed(bytes),
        (Err(_), None) => charset_decoder(label.as_bytes()).map_or_else(|| mixed(bytes), |decode| decode(bytes)),
    }
}

/// The name of a character set without what broken programs write around it: `utf-8;`, `_iso-2022-jp$ESC`.
fn label(declared: &str) -> String {
    let start = declared.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    start.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')).take(40).collect()
}

fn is_utf8(label: &str) -> bool {
    Encoding::for_label(label.as_bytes()) == Some(UTF_8)
}

/// UTF-8 where it is, windows-1252 for every other byte.
fn mixed(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}
