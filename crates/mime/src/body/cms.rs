//! Takes the signed content out of an S/MIME mail (CMS, RFC 5652). The signature itself is not checked.

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const INTEGER: u8 = 0x02;
const OBJECT_ID: u8 = 0x06;
const OCTETS: u8 = 0x04;
const OCTETS_IN_PIECES: u8 = 0x24;
const EXPLICIT: u8 = 0xA0;

/// 1.2.840.113549.1.7.2
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

/// The content that is signed. `None` if it is not inside, or the bytes are something else: encrypted.
pub(super) fn signed_content(bytes: &[u8]) -> Option<Vec<u8>> {
    let content_info = expect(bytes, SEQUENCE)?.0;
    let (kind, rest) = expect(content_info, OBJECT_ID)?;
    if kind != SIGNED_DATA {
        return None;
    }
    let signed_data = expect(expect(rest, EXPLICIT)?.0, SEQUENCE)?.0;
    let (_, rest) = expect(signed_data, INTEGER)?;
    let (_, rest) = expect(rest, SET)?;
    let encapsulated = expect(rest, SEQUENCE)?.0;
    let (_, rest) = expect(encapsulated, OBJECT_ID)?;
    octets(expect(rest, EXPLICIT)?.0)
}

fn octets(bytes: &[u8]) -> Option<Vec<u8>> {
    if let Some((content, _)) = expect(bytes, OCTETS) {
        return Some(content.to_vec());
    }
    let mut rest = expect(bytes, OCTETS_IN_PIECES)?.0;
    let mut whole = Vec::new();
    while let Some((piece, after)) = expect(rest, OCTETS) {
        whole.extend_from_slice(piece);
        rest = after;
    }
    Some(whole)
}

/// The content of an element with this tag, and what follows. An element that does not say its length (BER) is taken to reach to the end:
/// nothing that is looked for comes after one.
fn expect(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, rest) = bytes.split_first()?;
    if *found != tag {
        return None;
    }
    let (first, rest) = rest.split_first()?;
    match first {
        0x80 => Some((rest, b"")),
        short @ 0..0x80 => rest.split_at_checked(usize::from(*short)),
        long => {
            let (digits, rest) =
                rest.split_at_checked(usize::from(long & 0x7F)).filter(|(digits, _)| digits.len() <= 4)?;
            let length = digits.iter().fold(0_usize, |length, digit| (length << 8) | usize::from(*digit));
            // Mail that was cut still has its beginning.
            Some(rest.split_at_checked(length).unwrap_or((rest, b"")))
        }
    }
}
