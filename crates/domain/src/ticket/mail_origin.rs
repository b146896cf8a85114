use crate::text::word_type;

/// What a message keeps of the mail that it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailOrigin {
    /// What showed who wrote it.
    pub proof: MailProof,
    /// What the mail quoted, and its signature: all of its text that is not in the message. May be empty.
    pub elided: String,
}

word_type! {
    /// What showed who wrote a mail.
    MailProof: "one of authenticated, address, staff, none" {
        /// The own mail server found the address of its sender authentic.
        Authenticated = "authenticated",
        /// It came to an address that only its sender got.
        Address = "address",
        /// Staff took it in.
        Staff = "staff",
        /// Nothing: the first mail of a conversation, or an answer that the operator lets in without a proof.
        Nothing = "none",
    }
}
