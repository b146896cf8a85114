use crate::incoming::MailCaps;

/// What the operator decides about incoming mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingRules {
    /// What becomes of the first mail of an unknown sender; a ticket by default.
    pub strangers: Intake,
    /// What becomes of new mail from machines and lists; held by default.
    pub machines: Intake,
    /// The addresses of machines whose mail opens tickets, in any case.
    pub allowed_machines: Vec<String>,
    /// What becomes of an answer by the reporter or a follower without any proof; held by default.
    pub weak_replies: Intake,
    /// Whether staff can write by mail only where the own mail server found their address authentic; not by default.
    pub staff_needs_authentication: bool,
    /// The names of the mail servers whose word about a sender counts.
    pub trusted_servers: Vec<String>,
    /// The most bytes of a mail; 25 MiB by default.
    pub most_bytes: u64,
    /// How much mail is taken in by itself.
    pub caps: MailCaps,
}

/// Whether mail of some sort is taken in by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// It is taken in.
    Take,
    /// Staff decide.
    Hold,
}

impl Default for IncomingRules {
    fn default() -> Self {
        Self {
            strangers: Intake::Take,
            machines: Intake::Hold,
            allowed_machines: Vec::new(),
            weak_replies: Intake::Hold,
            staff_needs_authentication: false,
            trusted_servers: Vec::new(),
            most_bytes: 25 * 1024 * 1024,
            caps: MailCaps::default(),
        }
    }
}
