//! Typed identifiers: a ticket's id can't be passed where a person's is wanted.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::invalid::Invalid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id that an [`IdGenerator`](crate::ports::IdGenerator) made or a store has saved.
            #[must_use]
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The bare UUID, for adapters.
            #[must_use]
            pub const fn as_uuid(&self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = Invalid;

            /// Accepts the hyphenated form only, so that no username can look like an id.
            fn from_str(text: &str) -> Result<Self, Invalid> {
                match Uuid::try_parse(text) {
                    Ok(id) if text.len() == 36 => Ok(Self(id)),
                    _ => Err(Invalid::Format("a UUID such as 0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f")),
                }
            }
        }
    )*};
}

id! {
    /// A person with an account.
    PersonId;
    /// A ticket.
    TicketId;
    /// One message of a ticket's conversation.
    MessageId;
    /// One entry of the history.
    EventId;
    /// One mail to one recipient, from the moment it is queued. Its `Message-ID` derives from it.
    MailId;
    /// One mail that came in.
    IncomingMailId;
    /// One API key. The key itself begins with it.
    ApiKeyId;
    /// One entry of the security log.
    SecurityEventId;
    /// One file that a person sent.
    AttachmentId;
    /// The arrival of one file, before its digest is known.
    UploadId;
    /// One run of the program, as far as it fetches mail from mailboxes.
    MailboxReaderId;
    /// One sign-in, with all the refresh tokens that follow from it.
    SessionId;
    /// One address that events are sent to.
    WebhookId;
    /// One event on its way to a webhook, the same at every try. Receivers know a repeated one by it.
    DeliveryId;
}
