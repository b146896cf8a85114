use crate::invalid::Invalid;
use crate::text::{self, text_type};

text_type! {
    /// What its owner calls a view: one line of 1 to 60 characters. Two names are the same where all their characters are.
    ViewName(
        /// The most characters.
        pub const MAX: usize = 60;
    )
    parse |input| text::line(input, 1, ViewName::MAX)
}

text_type! {
    /// The query of a view as addresses write it, such as `view=open&q=printer`: 1 to 2,500 characters that a form writes into an
    /// address. What its fields mean, the list decides that reads it.
    ViewQuery(
        /// The most characters: 200 of a search, each of which may take twelve, and the names of fields.
        pub const MAX: usize = 2500;
    )
    parse |input| query(input)
}

fn query(input: &str) -> Result<String, Invalid> {
    let is_written_so = |byte: u8| byte.is_ascii_alphanumeric() || b"*-._+%=&".contains(&byte);
    match input.len() {
        0 => Err(Invalid::Empty),
        length if length > ViewQuery::MAX => Err(Invalid::TooLong { max: ViewQuery::MAX }),
        _ if input.bytes().all(is_written_so) => Ok(input.to_owned()),
        _ => Err(Invalid::Format("a query such as view=open&q=printer")),
    }
}
