use deskhand_domain::notification::MailIn;
use deskhand_domain::people::{Language, TimeZone};
use deskhand_domain::use_cases::Rules;
use deskhand_persistence::database_file;
use secrecy::ExposeSecret;

use super::{FileStore, Settings, Wrong};

impl Settings {
    /// The rules of the domain that the operator sets.
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            workflow: self.workflow.clone().into(),
            quotas: self.limits.quotas(),
            files: self.files.limits(),
            desk_names: self.desk_names(),
            access_token_lifetime: self.auth.access_token_lifetime,
            refresh_token_lifetime: self.auth.refresh_token_lifetime,
            letters: self.limits.letters(),
            gather_letters: self.mail.gather.unwrap_or_default(),
            session_lifetime: self.auth.session_lifetime,
            // One that can't be read is reported elsewhere.
            language: self.mail.own_language().unwrap_or(Language::English),
            time_zone: self.mail.own_time_zone().unwrap_or_else(|_| TimeZone::utc()),
            mail_in: self.mail_in().ok().flatten(),
            incoming: self.mail.incoming.rules(),
            webhooks: self.webhooks.rules(self.mail.lease),
            send_notices: true,
        }
    }

    /// The addresses at which mail comes in; `None` where none does.
    fn mail_in(&self) -> Result<Option<MailIn>, Wrong> {
        let id_domain = self.mail.sender()?.domain().to_owned();
        let addresses = self.mail.incoming.addresses()?;
        Ok(addresses.map(|(address, replies)| MailIn { address, replies, id_domain }))
    }

    /// Where the bytes of files are.
    pub(crate) fn file_store(&self) -> FileStore {
        self.files.store(database_file(self.database.url.expose_secret()).as_deref())
    }

    /// The name in `mail.from`, and the host of `http.public_url`. Settings that can't be read are reported elsewhere.
    pub(crate) fn desk_names(&self) -> Vec<String> {
        let sender = self.mail.sender().ok().and_then(|sender| sender.name);
        let host = self.http.links_base().ok().and_then(|url| url.host());
        sender.map(|name| name.to_string()).into_iter().chain(host).collect()
    }
}
