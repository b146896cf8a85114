use serde::Deserialize;

use super::serde_list::list;

/// What `security.txt` says (RFC 9116).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecuritySettings {
    /// Where vulnerabilities are reported, preferred first. Without one there is no file.
    #[serde(deserialize_with = "list")]
    pub contact: Vec<String>,
    /// Until when the file can be relied on.
    pub expires: String,
    /// The languages of the contacts.
    #[serde(deserialize_with = "list")]
    pub languages: Vec<String>,
    /// A page that says how reports are treated, or empty.
    pub policy: String,
}
