use crate::invalid::Invalid;
use crate::text::text_type;

text_type! {
    /// A telephone number in the form of ITU-T E.164: `+`, then 2 to 15 digits, the first not zero.
    /// Spaces, hyphens, dots and brackets that people put between the digits are dropped.
    PhoneNumber(
        /// The most characters, with the plus sign.
        pub const MAX: usize = 16;
    )
    parse |input| {
        let number: String = crate::text::line(input, 1, 40)?
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')'))
            .collect();
        let digits = number.strip_prefix('+').unwrap_or_default();
        let well_formed = (2..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        if well_formed {
            Ok(number)
        } else {
            Err(Invalid::Format("a phone number in international form, such as +4930123456"))
        }
    }
}
