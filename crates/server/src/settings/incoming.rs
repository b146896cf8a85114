use std::path::PathBuf;

use deskhand_domain::incoming::{IncomingRules, Intake, MailCaps};
use secrecy::SecretString;
use serde::Deserialize;

use super::serde_duration::duration;
use super::serde_list::list;
use super::serde_size::size;

/// How mail comes in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IncomingMailSettings {
    /// The address of the desk; empty where no mail comes in.
    pub(crate) address: String,
    /// How the addresses of answers are made, with `{tag}` in it; empty where only `address` arrives.
    pub(crate) reply_address: String,
    /// The mailbox that mail is fetched from, or empty.
    pub(crate) imap_url: SecretString,
    /// The certificates of a private authority of the mailbox's server, or empty.
    pub(crate) ca_file: PathBuf,
    /// Which mails count when the mailbox is read for the first time.
    pub(crate) first_run: FirstRunSetting,
    /// How often a mailbox is looked at whose server does not tell of new mail.
    #[serde(deserialize_with = "duration")]
    pub(crate) poll_interval: time::Duration,
    /// Where a mail server delivers over LMTP, or empty.
    pub(crate) lmtp_listen: String,
    /// Whether that may be an address that other machines reach.
    pub(crate) lmtp_from_other_machines: bool,
    /// The names of the mail servers whose `Authentication-Results` count.
    #[serde(deserialize_with = "list")]
    pub(crate) trusted_authserv_ids: Vec<String>,
    /// What becomes of the first mail of an unknown sender.
    pub(crate) strangers: OpenOrHold,
    /// What becomes of new mail from machines and lists.
    pub(crate) machines: OpenOrHold,
    /// The addresses of machines whose mail opens tickets all the same.
    #[serde(deserialize_with = "list")]
    pub(crate) allow_machines: Vec<String>,
    /// What becomes of an answer that only its subject or its references show.
    pub(crate) weak_replies: PostOrHold,
    /// Whether staff write by mail only where a trusted mail server vouches for them.
    pub(crate) staff_needs_authentication: bool,
    /// The most bytes of a mail.
    #[serde(deserialize_with = "size")]
    pub(crate) max_mail: u64,
}

/// Which mails count when the mailbox is read for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FirstRunSetting {
    /// Those that arrive from then on.
    New,
    /// Those that are not marked as read, too.
    Unseen,
    /// All.
    All,
}

/// Whether a mail opens a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OpenOrHold {
    /// It opens one.
    Open,
    /// Staff decide.
    Hold,
}

/// Whether a mail becomes a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PostOrHold {
    /// It becomes one.
    Post,
    /// Staff decide.
    Hold,
}

impl IncomingMailSettings {
    /// What becomes of incoming mail.
    pub(crate) fn rules(&self) -> IncomingRules {
        let new = |setting| if setting == OpenOrHold::Open { Intake::Take } else { Intake::Hold };
        IncomingRules {
            strangers: new(self.strangers),
            machines: new(self.machines),
            allowed_machines: self.allow_machines.clone(),
            weak_replies: if self.weak_replies == PostOrHold::Post { Intake::Take } else { Intake::Hold },
            staff_needs_authentication: self.staff_needs_authentication,
            trusted_servers: self.trusted_authserv_ids.clone(),
            most_bytes: self.max_mail,
            caps: MailCaps::default(),
        }
    }

    /// The most bytes of a mail, for a reader.
    pub(crate) fn most_bytes(&self) -> usize {
        usize::try_from(self.max_mail).unwrap_or(usize::MAX)
    }
}
