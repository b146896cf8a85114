use crate::text::word_type;

word_type! {
    /// What the bytes of a file are. Only their beginning decides: name and declared type come from outside and may lie.
    FileKind: "one of png, jpeg, gif, webp, pdf, text, other" {
        /// A PNG picture.
        Png = "png",
        /// A JPEG picture.
        Jpeg = "jpeg",
        /// A GIF picture.
        Gif = "gif",
        /// A WebP picture.
        Webp = "webp",
        /// A PDF document.
        Pdf = "pdf",
        /// Plain text in UTF-8.
        Text = "text",
        /// Anything else, with everything that a browser could run.
        Other = "other",
    }
}

impl FileKind {
    /// How many bytes of the beginning decide.
    pub const HEAD: usize = 4096;

    /// The kind of a file that begins with these bytes.
    #[must_use]
    pub fn of(head: &[u8]) -> Self {
        let head = head.get(..Self::HEAD).unwrap_or(head);
        match head {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Self::Png,
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Gif,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Self::Webp,
            [b'%', b'P', b'D', b'F', b'-', ..] => Self::Pdf,
            _ if is_plain_text(head) => Self::Text,
            _ => Self::Other,
        }
    }

    /// The media type with which it is handed out.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
            Self::Other => "application/octet-stream",
        }
    }

    /// Whether a browser may show it in place. Nothing but these four pictures: no SVG, HTML or PDF, which can hold scripts.
    #[must_use]
    pub const fn is_shown_inline(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::Webp)
    }
}

/// UTF-8 without control characters, and no markup: what begins with `<` may be HTML, XML or SVG.
fn is_plain_text(head: &[u8]) -> bool {
    let text = match str::from_utf8(head) {
        Ok(text) => text,
        // The last character may be cut off at the end of the head.
        Err(error) if error.error_len().is_none() && head.len() == FileKind::HEAD => {
            str::from_utf8(head.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c');
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    !begins.is_empty() && !begins.starts_with('<') && !text.contains(is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_decides_about_the_kind() {
        for (head, kind) in [
            (&b"\x89PNG\r\n\x1a\nrest"[..], FileKind::Png),
            (b"\xff\xd8\xff\xe0..JFIF", FileKind::Jpeg),
            (b"GIF89a...", FileKind::Gif),
            (b"RIFF\x01\x02\x03\x04WEBPVP8 ", FileKind::Webp),
            (b"%PDF-1.7", FileKind::Pdf),
            ("Grüße,\r\n\tAda".as_bytes(), FileKind::Text),
            (b"<!DOCTYPE html><script>", FileKind::Other),
            (b"\xef\xbb\xbf \n<svg onload=x>", FileKind::Other),
            (b"GIF88a\0", FileKind::Other),
            (b"RIFF\x01\x02\x03\x04WAVE", FileKind::Other),
            (b"text with a \0", FileKind::Other),
            (b"latin1: \xe4", FileKind::Other),
            (b"", FileKind::Other),
        ] {
            let kind_of = FileKind::of(head);
            assert_eq!(kind_of, kind, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn a_character_that_is_cut_off_at_the_end_of_the_head_does_not_count() {
        let mut long = "a".repeat(FileKind::HEAD - 1);
        long.push('ä');
        assert_eq!(FileKind::of(long.as_bytes()), FileKind::Text);
        assert_eq!(FileKind::of(&"ä".as_bytes()[..1]), FileKind::Other, "the whole file ends within it");
    }

    #[test]
    fn only_pictures_that_cannot_run_anything_are_shown_inline() {
        let inline: Vec<_> = FileKind::ALL.iter().filter(|kind| kind.is_shown_inline()).collect();
        assert_eq!(inline, [&FileKind::Png, &FileKind::Jpeg, &FileKind::Gif, &FileKind::Webp]);
    }
}
