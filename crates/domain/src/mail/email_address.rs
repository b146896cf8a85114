use std::fmt;

use crate::invalid::Invalid;

const WANTED: &str = "an e-mail address such as ada@example.com";

/// An e-mail address: the local part as the person writes it, the domain as lower-case A-label
/// (RFC 5890), so that every mail server understands it.
///
/// Two addresses that differ only in case are the same; [`EmailAddress::case_folded`] is the form to compare.
/// Only ASCII local parts are accepted: others need SMTPUTF8 (RFC 6531), which many servers lack.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The most characters (RFC 5321, section 4.5.3.1.3, less the angle brackets).
    pub const MAX: usize = 254;

    /// The only way to make one.
    ///
    /// # Errors
    /// [`Invalid`] says which rule the text breaks.
    pub fn parse(input: &str) -> Result<Self, Invalid> {
        let text = crate::text::line(input, 1, Self::MAX)?;
        let (local, domain) = text.rsplit_once('@').ok_or(Invalid::Format(WANTED))?;
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| Invalid::Format(WANTED))?;
        let address = format!("{local}@{domain}");
        if address.len() > Self::MAX {
            return Err(Invalid::TooLong { max: Self::MAX });
        }
        let plain = local.is_ascii() && !local.contains('"') && !domain.starts_with('[');
        if !plain || !email_address::EmailAddress::is_valid(&address) {
            return Err(Invalid::Format(WANTED));
        }
        Ok(Self(address))
    }

    /// The address, as it goes into a mail.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The mailbox that the address reaches, as far as the address shows it: without case, and without what follows a
    /// `+` in the local part. Letters to addresses that are not verified are counted by it.
    #[must_use]
    pub fn mailbox(&self) -> String {
        let folded = self.case_folded();
        match folded.rsplit_once('@') {
            Some((local, domain)) => {
                let base = local.split('+').next().filter(|base| !base.is_empty()).unwrap_or(local);
                format!("{base}@{domain}")
            }
            None => folded,
        }
    }

    /// The address in the form in which it is compared and unique.
    #[must_use]
    pub fn case_folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
