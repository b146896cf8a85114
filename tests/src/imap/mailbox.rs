//! What a scripted server has, and what is wrong with it.

/// A mail in a folder.
#[derive(Clone, Debug)]
pub struct StoredMail {
    pub uid: u32,
    pub is_seen: bool,
    pub raw: Vec<u8>,
    pub folder: &'static str,
}

/// What is wrong with the server.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    pub refuses_sign_in: bool,
    /// Answers BAD when this mail is fetched.
    pub bad_uid: Option<u32>,
    /// Announces this literal for this mail, and sends some of it.
    pub literal: Option<(u32, u64)>,
    /// Says for this mail that it has no text.
    pub nil_uid: Option<u32>,
    /// Sends so many bytes of this mail and then nothing more, as often as the last number says.
    pub stops_in: Option<(u32, usize, u32)>,
    /// Deletes this mail, and tells of it, when another one is fetched.
    pub deletes_uid: Option<u32>,
    pub marks_read: bool,
    pub is_silent: bool,
    pub cannot: Vec<&'static str>,
}

/// What the server has.
pub struct StoredMailbox {
    pub uid_validity: u32,
    pub uid_next: u32,
    pub mails: Vec<StoredMail>,
    pub faults: Faults,
}
