//! Mails made to exhaust memory or stack.

/// Such a mail.
pub struct Poison {
    /// What is in it.
    pub what: &'static str,
    /// The mail. Its sender is `eve@client.example`.
    pub raw: String,
    /// Whether it is read all the same, as far as that goes.
    pub is_read: bool,
}

const HEAD: &str = "From: eve@client.example\r\nSubject: poison\r\n";

/// All of them.
#[must_use]
pub fn poison() -> Vec<Poison> {
    let refused = |what, raw| Poison { what, raw, is_read: false };
    let read = |what, raw| Poison { what, raw, is_read: true };
    vec![
        refused("60,000 levels of message/rfc822", levels("message/rfc822", 60_000)),
        refused("60,000 levels of message/global", levels("message/global", 60_000)),
        refused("60,000 levels of multipart/digest", digests(60_000)),
        refused("1,000,000 empty parts", parts(1_000_000)),
        refused("100,000 headers", format!("{HEAD}{}\r\nwords\r\n", "X: y\r\n".repeat(100_000))),
        refused("200,000 addresses", format!("{HEAD}Cc: {}\r\n\r\nwords\r\n", "a@b.example,\r\n ".repeat(200_000))),
        read("6,000 levels", levels("message/rfc822", 6_000)),
        read("19,000 empty parts", parts(19_000)),
    ]
}

fn levels(media_type: &str, count: usize) -> String {
    format!("{HEAD}{}", format!("Content-Type: {media_type}\r\n\r\n").repeat(count))
}

fn digests(count: usize) -> String {
    let level = |n| format!("Content-Type: multipart/digest; boundary=b{n}\r\n\r\n--b{n}\r\n\r\n");
    std::iter::once(HEAD.to_owned()).chain((0..count).map(level)).collect()
}

fn parts(count: usize) -> String {
    format!("{HEAD}Content-Type: multipart/digest; boundary=b\r\n\r\n{}", "--b\r\n\r\n\r\n".repeat(count))
}
