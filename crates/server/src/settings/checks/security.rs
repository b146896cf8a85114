use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use super::Wrong;
use crate::settings::{SecuritySettings, Settings};

impl SecuritySettings {
    pub(super) fn wrong_values(&self) -> Vec<Wrong> {
        let contact =
            self.contact.iter().find(|contact| !is_uri(contact, &["mailto", "https", "tel"])).map(|contact| {
                let reason =
                    format!("{contact:?} must be such as mailto:security@example.com or https://example.com/report");
                Wrong::new("security.contact", reason)
            });
        let policy = (!self.policy.is_empty() && !is_uri(&self.policy, &["https"])).then(|| {
            Wrong::new("security.policy", format!("{:?} must be such as https://example.com/security", self.policy))
        });
        let language = self.languages.iter().find(|tag| !is_language(tag)).map(|tag| {
            Wrong::new("security.languages", format!("{tag:?} must be a language tag such as \"en\" or \"pt-BR\""))
        });
        [contact, policy, language, self.expiry().err()].into_iter().flatten().collect()
    }

    /// When the file expires; `None` without a contact, and so without a file.
    pub(crate) fn expiry(&self) -> Result<Option<OffsetDateTime>, Wrong> {
        if self.contact.is_empty() && self.expires.is_empty() {
            return Ok(None);
        }
        let parsed = OffsetDateTime::parse(&self.expires, &Rfc3339).map_err(|_| {
            let reason = format!("{:?} must be a time such as \"2027-06-30T00:00:00Z\"", self.expires);
            Wrong::new("security.expires", reason)
        })?;
        Ok((!self.contact.is_empty()).then_some(parsed))
    }
}

impl Settings {
    /// The text of `security.txt`; `None` without a contact.
    pub(crate) fn security_txt(&self) -> Option<String> {
        let expiry = self.security.expiry().ok().flatten()?;
        let base = self.http.links_base().ok()?;
        let base = base.as_str();
        let languages = self.security.languages.join(", ");
        let contacts = self.security.contact.iter().map(|contact| format!("Contact: {contact}"));
        let expires = expiry.format(&Rfc3339).ok().map(|expiry| format!("Expires: {expiry}"));
        let rest = [
            (!languages.is_empty()).then(|| format!("Preferred-Languages: {languages}")),
            (!self.security.policy.is_empty()).then(|| format!("Policy: {}", self.security.policy)),
            base.starts_with("https://").then(|| format!("Canonical: {base}/.well-known/security.txt")),
        ];
        Some(contacts.chain(expires).chain(rest.into_iter().flatten()).map(|line| line + "\n").collect())
    }
}

fn is_uri(text: &str, schemes: &[&str]) -> bool {
    // The parser drops line ends, which would begin another field.
    !text.contains(char::is_whitespace) && Url::parse(text).is_ok_and(|url| schemes.contains(&url.scheme()))
}

fn is_language(tag: &str) -> bool {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    tag.starts_with(|c: char| c.is_ascii_alphabetic()) && tag.split('-').all(is_part)
}
