/// Decodes up to the first byte that is not base64, and gives what follows from there. Line ends and padding inside are left out.
///
/// A line with white space inside is not base64: it is a line of a footer, whose words could be decoded by accident.
pub(super) fn decode_base64(text: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut bits = Bits { bytes: Vec::with_capacity(text.len() / 4 * 3), value: 0, count: 0 };
    let mut at = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let word = line.trim_ascii();
        let good = word.iter().position(|byte| *byte != b'=' && value(*byte).is_none()).unwrap_or(word.len());
        if good < word.len() {
            let has_words = word.iter().any(u8::is_ascii_whitespace);
            let taken = if has_words { 0 } else { good };
            bits.take(word.get(..taken).unwrap_or_default());
            return (bits.bytes, text.get(at + taken..).unwrap_or_default());
        }
        bits.take(word);
        at += line.len();
    }
    (bits.bytes, b"")
}

struct Bits {
    bytes: Vec<u8>,
    value: u32,
    count: u32,
}

impl Bits {
    fn take(&mut self, word: &[u8]) {
        for byte in word {
            let Some(six) = value(*byte) else {
                // Padding ends a group. Some programs encode a part piece by piece.
                (self.value, self.count) = (0, 0);
                continue;
            };
            self.value = (self.value << 6) | u32::from(six);
            self.count += 6;
            if self.count >= 8 {
                self.count -= 8;
                self.bytes.push(u8::try_from((self.value >> self.count) & 0xFF).unwrap_or_default());
                self.value &= (1 << self.count) - 1;
            }
        }
    }
}

const fn value(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}
