use deskhand_auth::MasterSecret;
use deskhand_persistence::check_url;
use secrecy::ExposeSecret;

use super::Wrong;
use crate::settings::{AuthSettings, DatabaseSettings};

impl DatabaseSettings {
    pub(super) fn parsed_kind(&self) -> Result<(), Wrong> {
        check_url(self.url.expose_secret()).map_err(|error| Wrong::new("database.url", error))
    }
}

impl AuthSettings {
    pub(super) fn wrong_values(&self) -> Vec<Wrong> {
        let mut wrong: Vec<Wrong> = self.previous().err().into_iter().collect();
        wrong.extend(self.configured().and_then(Result::err));
        if self.secret.expose_secret().is_empty() && self.secret_file.as_os_str().is_empty() {
            wrong.push(Wrong::new("auth.secret_file", "without auth.secret, it must name a file"));
        }
        if !(4..=16).contains(&self.bcrypt_cost) {
            let reason = format!("{} is out of range; it must be from 4 to 16, and 12 is usual", self.bcrypt_cost);
            wrong.push(Wrong::new("auth.bcrypt_cost", reason));
        }
        wrong
    }

    /// The secret of the settings; `None` if it is in the file.
    pub(crate) fn configured(&self) -> Option<Result<MasterSecret, Wrong>> {
        let text = self.secret.expose_secret();
        let parsed = (!text.is_empty()).then(|| MasterSecret::parse(text))?;
        Some(parsed.map_err(|error| Wrong::new("auth.secret", error)))
    }

    /// The secrets before it, newest first.
    pub(crate) fn previous(&self) -> Result<Vec<MasterSecret>, Wrong> {
        let parse = |secret: &secrecy::SecretString| MasterSecret::parse(secret.expose_secret());
        let all: Result<_, _> = self.previous_secrets.iter().map(parse).collect();
        all.map_err(|error| Wrong::new("auth.previous_secrets", error))
    }
}
