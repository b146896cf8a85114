use deskhand_domain::Invalid;
use deskhand_domain::api_keys::{KeyName, KeyScope, KeyScopes};
use deskhand_domain::people::Password;
use deskhand_domain::use_cases::CreateApiKey;
use serde::Deserialize;
use time::{Duration, OffsetDateTime};

use crate::door::{Faults, Reason};

/// How long a key may be good, by the word in the form; `None` for as long as it is not revoked.
pub(super) const LIFETIMES: &[(&str, Option<Duration>)] = &[
    ("month", Some(Duration::days(30))),
    ("quarter", Some(Duration::days(90))),
    ("year", Some(Duration::days(365))),
    ("ever", None),
];

/// The fields of the form for a new key. Those of its checkboxes come as often as they are ticked.
#[derive(Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub(crate) struct KeyForm {
    pub(super) name: String,
    pub(super) scopes: Vec<String>,
    pub(super) lifetime: String,
    current_password: String,
}

impl Default for KeyForm {
    fn default() -> Self {
        let (name, lifetime) = (String::new(), "year".to_owned());
        Self { name, scopes: vec![KeyScope::Read.to_string()], lifetime, current_password: String::new() }
    }
}

impl From<Vec<(String, String)>> for KeyForm {
    fn from(fields: Vec<(String, String)>) -> Self {
        let mut form = Self { scopes: Vec::new(), ..Self::default() };
        for (name, value) in fields {
            match name.as_str() {
                "name" => form.name = value,
                "scopes" => form.scopes.push(value),
                "lifetime" => form.lifetime = value,
                "current_password" => form.current_password = value,
                _ => {}
            }
        }
        form
    }
}

impl KeyForm {
    pub(super) fn current_password(&self) -> &str {
        &self.current_password
    }

    pub(super) fn has(&self, scope: &KeyScope) -> bool {
        self.scopes.iter().any(|word| word == scope.as_str())
    }

    /// All but the password, to be sent again.
    pub(super) fn fields(&self) -> Vec<(&str, &str)> {
        let mut fields = vec![("name", self.name.as_str()), ("lifetime", self.lifetime.as_str())];
        fields.extend(self.scopes.iter().map(|scope| ("scopes", scope.as_str())));
        fields
    }

    /// The command, or a note of what is wrong.
    pub(super) fn read(
        &self,
        now: OffsetDateTime,
        current_password: Option<Password>,
        faults: &mut Faults,
    ) -> Option<CreateApiKey> {
        let name = faults.accept("name", KeyName::parse(&self.name));
        if self.scopes.is_empty() {
            faults.add("scopes", Reason::Text("api-key-no-scope"));
        }
        let scopes = faults.accept("scopes", self.scopes());
        let known = LIFETIMES.iter().find(|(word, _)| *word == self.lifetime);
        let lifetime = faults.accept("lifetime", known.ok_or(Invalid::Format("one of the choices")));
        let expires_at = lifetime?.1.map(|lifetime| now + lifetime);
        Some(CreateApiKey { name: name?, scopes: scopes?, expires_at: Some(expires_at), current_password })
    }

    fn scopes(&self) -> Result<KeyScopes, Invalid> {
        let scopes: Vec<KeyScope> = self.scopes.iter().map(|word| word.parse()).collect::<Result<_, _>>()?;
        KeyScopes::parse(scopes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> KeyForm {
        let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        fields.into()
    }

    #[test]
    fn each_ticked_scope_counts_and_the_lifetime_follows_from_its_word() {
        let now = OffsetDateTime::UNIX_EPOCH;
        let ticked = [("name", "Backup"), ("scopes", "read"), ("scopes", "write")];
        for (lifetime, expected) in [("month", Some(now + Duration::days(30))), ("ever", None)] {
            let form = form(&[ticked.as_slice(), &[("lifetime", lifetime)]].concat());
            let command = form.read(now, None, &mut Faults::default()).unwrap();
            assert_eq!(command.expires_at, Some(expected));
            assert!(command.scopes.has(KeyScope::Read) && command.scopes.has(KeyScope::Write));
        }
    }

    #[test]
    fn a_form_without_a_scope_or_with_a_strange_lifetime_makes_no_key() {
        for (fields, wrong) in [
            ([("name", "Backup"), ("lifetime", "year")].as_slice(), vec!["scopes"]),
            (&[("name", " "), ("scopes", "root"), ("lifetime", "eon")], vec!["name", "scopes", "lifetime"]),
        ] {
            let mut faults = Faults::default();
            assert!(form(fields).read(OffsetDateTime::UNIX_EPOCH, None, &mut faults).is_none());
            assert_eq!(faults.all().iter().map(|fault| fault.field).collect::<Vec<_>>(), wrong);
        }
    }
}
