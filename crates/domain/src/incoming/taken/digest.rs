/// What makes two mails the same one: SHA-256 over `Message-ID`, `From`, `Date`, `Subject` and the body. The headers that servers add
/// on the way are left out, so a mail that came twice, or over two routes, has one digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailDigest(pub [u8; 32]);
