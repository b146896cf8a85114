use super::connection::quoted;
use super::fault::Fault;
use super::response::Response;
use super::session::Session;
use super::time_limit::COMMAND;

/// A folder as it was when it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Folder {
    pub(super) uid_validity: u32,
    /// The UID that the next mail gets.
    pub(super) uid_next: u32,
    pub(super) mails: u32,
}

impl Session {
    /// Opens a folder, to read it or only to look at it.
    pub(super) async fn select(&mut self, name: &str, is_to_look: bool) -> Result<Folder, Fault> {
        let mut folder = Folder::default();
        let note = |response| match response {
            Response::Exists(mails) => folder.mails = mails,
            Response::Untagged(condition) => match condition.code {
                Some((code, value)) if code == "UIDVALIDITY" => folder.uid_validity = value.parse().unwrap_or(0),
                Some((code, value)) if code == "UIDNEXT" => folder.uid_next = value.parse().unwrap_or(0),
                _ => {}
            },
            _ => {}
        };
        let command = if is_to_look { "EXAMINE" } else { "SELECT" };
        self.connection.command(&format!("{command} {}", quoted(name)), COMMAND, note).await.map_err(|fault| {
            match fault {
                Fault::Refused(words) => Fault::Refused(format!("the folder {name} can't be opened: {words}")),
                fault => fault,
            }
        })?;
        if folder.uid_validity == 0 {
            return Err(Fault::Refused(format!(
                "the folder {name} has no UIDVALIDITY: its mails have no lasting numbers"
            )));
        }
        if folder.uid_next == 0 {
            folder.uid_next = self.last_uid(folder.mails).await?.saturating_add(1);
        }
        Ok(folder)
    }

    /// Old servers do not say which UID comes next.
    async fn last_uid(&mut self, mails: u32) -> Result<u32, Fault> {
        let mut last = 0;
        if mails > 0 {
            let note = |response| {
                if let Response::Fetch(mail) = response {
                    last = last.max(mail.uid.unwrap_or(0));
                }
            };
            self.connection.command("UID FETCH * (UID)", COMMAND, note).await?;
        }
        Ok(last)
    }

    /// Whether there is such a folder.
    pub(super) async fn has(&mut self, name: &str) -> Result<bool, Fault> {
        match self.connection.command(&format!("STATUS {} (MESSAGES)", quoted(name)), COMMAND, drop).await {
            Ok(_) => Ok(true),
            Err(Fault::Refused(_)) => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    /// Lets the server tell of what changed.
    pub(super) async fn noop(&mut self) -> Result<(), Fault> {
        self.connection.command("NOOP", COMMAND, drop).await.map(drop)
    }
}
