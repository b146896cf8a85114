use std::fmt;

use super::header_word::check_word;
use crate::invalid::Invalid;
use crate::mail::EmailAddress;

const WANTED: &str = "an address with an @ in it";

/// An address as a header says it. Headers may have addresses that we could not write to, so it is less strict than
/// [`EmailAddress`]: a local part, an `@`, a domain, no white space, no control characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IncomingAddress(String);

impl IncomingAddress {
    /// The most bytes: local part, `@` and domain (RFC 5321, section 4.5.3.1).
    pub const MAX: usize = 320;

    /// The only way to make one. White space and angle brackets around it are left out.
    ///
    /// # Errors
    /// [`Invalid`] says which rule the text breaks.
    pub fn parse(input: &str) -> Result<Self, Invalid> {
        let text = input.trim().trim_start_matches('<').trim_end_matches('>').trim();
        check_word(text, Self::MAX)?;
        let (local, domain) = text.rsplit_once('@').ok_or(Invalid::Format(WANTED))?;
        if local.is_empty() || domain.is_empty() || text.contains(|c: char| c.is_whitespace() || is_private(c)) {
            return Err(Invalid::Format(WANTED));
        }
        Ok(Self(text.to_owned()))
    }

    /// The address, as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is before the last `@`.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// What is after the last `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The address as one of a person, if it can be one.
    #[must_use]
    pub fn to_email(&self) -> Option<EmailAddress> {
        EmailAddress::parse(&self.0).ok()
    }
}

impl fmt::Display for IncomingAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Code points without a meaning of their own. Readers may use them while they work.
const fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

/// An address with the name that a header gives it. The name is never a sign of who the sender is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mailbox {
    /// One line without control characters, or nothing.
    pub name: Option<String>,
    /// Where a mail would go.
    pub address: IncomingAddress,
}

/// The addresses that mail servers wrote on the mail when they delivered it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryHeaders {
    /// `Delivered-To`.
    pub delivered_to: Vec<IncomingAddress>,
    /// `X-Original-To`.
    pub x_original_to: Vec<IncomingAddress>,
    /// `Envelope-To`.
    pub envelope_to: Vec<IncomingAddress>,
    /// `X-Envelope-To`.
    pub x_envelope_to: Vec<IncomingAddress>,
}

impl DeliveryHeaders {
    /// All of them, in the order in which reply addresses are looked for.
    pub fn iter(&self) -> impl Iterator<Item = &IncomingAddress> {
        [&self.delivered_to, &self.x_original_to, &self.envelope_to, &self.x_envelope_to].into_iter().flatten()
    }
}
