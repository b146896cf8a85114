//! Crockford's base32 in lower case: digits and letters that mail servers and people do not confuse.

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The first `characters` times five bits; bits beyond the bytes are zero.
pub(super) fn encode(bytes: &[u8], characters: usize) -> String {
    let letter = |at| ALPHABET.get(usize::from(five_bits(bytes, at * 5))).copied().unwrap_or(b'0');
    (0..characters).map(|at| char::from(letter(at))).collect()
}

/// The characters of a number of 128 bits.
const CHARACTERS: usize = 26;

/// The number of 128 bits that such a text means; `None` for any other text.
pub(super) fn decode(text: &str) -> Option<u128> {
    let digit = |byte: u8| u128::try_from(ALPHABET.iter().position(|letter| *letter == byte)?).ok();
    let (last, others) = text.as_bytes().split_last().filter(|_| text.len() == CHARACTERS)?;
    let number = others.iter().try_fold(0, |number: u128, byte| Some((number << 5) | digit(*byte)?))?;
    // The last character has three bits of the number.
    Some((number << 3) | (digit(*last)? >> 2))
}

/// Whether it is of the alphabet.
pub(super) fn is_encoded(text: &str) -> bool {
    text.bytes().all(|byte| ALPHABET.contains(&byte))
}

fn five_bits(bytes: &[u8], from: usize) -> u8 {
    (from..from + 5).fold(0, |bits, at| {
        let byte = bytes.get(at / 8).copied().unwrap_or_default();
        (bits << 1) | ((byte >> (7 - at % 8)) & 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_bytes_are_26_characters_and_come_back() {
        for number in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
            let text = encode(&number.to_be_bytes(), 26);
            assert_eq!((text.len(), decode(&text)), (26, Some(number)), "{text}");
        }
        assert_eq!(encode(&[0xff, 0x00], 3), "zw0");
    }

    #[test]
    fn other_texts_mean_no_number() {
        for text in ["", "0", &"u".repeat(26), &"0".repeat(27), "Ü"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
