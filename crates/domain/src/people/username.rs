use crate::invalid::Invalid;
use crate::text::text_type;

text_type! {
    /// The name a person signs in with: 3-32 of `a-z 0-9 . _ -`, starting with a letter or digit.
    /// Case does not count, so it is stored in lower case.
    Username(
        /// The fewest characters.
        pub const MIN: usize = 3;
        /// The most characters.
        pub const MAX: usize = 32;
        /// Words that the API gives a meaning of their own.
        pub const RESERVED: &'static [&'static str] = &["me", "none", "auto", "null", "system"];
    )
    parse |input| {
        // Two of the reserved words are shorter than the minimum: the better reason comes first.
        if Username::RESERVED.iter().any(|word| input.trim().eq_ignore_ascii_case(word)) {
            return Err(Invalid::Reserved);
        }
        let mut name = crate::text::line(input, Username::MIN, Username::MAX)?;
        name.make_ascii_lowercase();
        if is_well_formed(&name) {
            Ok(name)
        } else {
            Err(Invalid::Format("of a-z, 0-9, dot, underscore and hyphen, and start with a letter or digit"))
        }
    }
}

fn is_well_formed(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-'))
}
