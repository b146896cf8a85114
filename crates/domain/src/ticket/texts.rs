use crate::text::{self, text_type};

text_type! {
    /// What a ticket is about: one line of 1 to 200 characters. The one it is opened with is the subject of its mails.
    Title(
        /// The most characters.
        pub const MAX: usize = 200;
    )
    parse |input| text::line(input, 1, Title::MAX)
}

text_type! {
    /// A description or message: 1 to 65,536 characters of plain text in any number of lines.
    MessageBody(
        /// The most characters.
        pub const MAX: usize = 65_536;
    )
    parse |input| text::body(input, MessageBody::MAX)
}
