use serde::de::{Deserialize, Deserializer, Error};

/// The units, each 1024 times the one before it.
const UNITS: [&str; 4] = ["B", "KB", "MB", "GB"];

/// Reads a size such as `25MB`.
pub(super) fn size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom(format!("{text:?} is no size such as \"500KB\", \"25MB\" or \"1GB\"")))
}

fn parse(text: &str) -> Option<u64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let place = UNITS.iter().position(|known| known.eq_ignore_ascii_case(unit.trim()))?;
    let factor = 1024_u64.pow(u32::try_from(place).ok()?);
    number.parse::<u64>().ok()?.checked_mul(factor).filter(|size| *size > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_a_number_with_a_unit() {
        for (text, size) in [("1B", 1), ("500 KB", 512_000), ("25MB", 26_214_400), ("1gb", 1 << 30)] {
            assert_eq!(parse(text), Some(size), "{text}");
        }
        for text in ["", "25", "MB", "0MB", "-1MB", "1.5MB", "1TB", "99999999999GB", "1 M B"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
