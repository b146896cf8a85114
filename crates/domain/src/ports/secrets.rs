use crate::ids::{ApiKeyId, AttachmentId, MailId, PersonId, TicketId};
use crate::secrets::{SecretDigest, SecretToken};

/// Makes secret tokens.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait Secrets: Send + Sync {
    /// Whether it makes secrets at all. Where it does not, nothing that needs one is stored.
    fn is_supported(&self) -> bool {
        true
    }

    /// A new token: 256 bits from the system's random source.
    fn generate(&self) -> SecretToken;

    /// The token of the link in this mail: 256 bits that follow from the mail's id and a key that only this help
    /// desk has. The same at every call, so that it need not be stored until the mail is sent.
    fn derive(&self, mail: MailId) -> SecretToken;

    /// The tokens that previous secrets of this desk give for this mail, newest secret first. A mail that was queued before the
    /// secret was rotated has one of them.
    fn derived_before(&self, _mail: MailId) -> Vec<SecretToken> {
        Vec::new()
    }

    /// The secret of this API key, derived from its id in the same way: a request that is repeated because its answer was
    /// lost gets the same answer, although the secret is not stored.
    fn derive_for_key(&self, key: ApiKeyId) -> SecretToken;

    /// The refresh token that follows a presented one: 256 bits that follow from that token and a key that only this help
    /// desk has. The same at every call, so that it can be given again although the store has only its digest; who has
    /// the presented token alone cannot compute it.
    fn derive_successor(&self, presented: &str) -> SecretToken;

    /// The secrets that previous secrets of this desk give for this API key, newest secret first.
    fn derived_for_key_before(&self, _key: ApiKeyId) -> Vec<SecretToken> {
        Vec::new()
    }

    /// The secret of the link that mutes mails about this ticket for this person, derived in the same way: nothing is stored, and
    /// the link does not expire.
    fn derive_for_mute(&self, person: PersonId, ticket: TicketId) -> SecretToken;

    /// The secrets that previous secrets of this desk give for that link, newest secret first.
    fn derived_for_mute_before(&self, _person: PersonId, _ticket: TicketId) -> Vec<SecretToken> {
        Vec::new()
    }

    /// The keyed digest of a [`ReplyClaim::message`](crate::notification::ReplyClaim::message), from which the check of a reply
    /// address is made: nothing is stored, and the address does not expire.
    fn reply_digest(&self, claim: &[u8]) -> SecretDigest;

    /// The digests that previous secrets of this desk give for that claim, newest secret first.
    fn reply_digests_before(&self, _claim: &[u8]) -> Vec<SecretDigest> {
        Vec::new()
    }

    /// The secret of a link to this file that is valid until then (seconds since 1970), derived in the same way.
    fn derive_for_file(&self, file: AttachmentId, expires: i64) -> SecretToken;

    /// The secrets that previous secrets of this desk give for that link, newest secret first.
    fn derived_for_file_before(&self, _file: AttachmentId, _expires: i64) -> Vec<SecretToken> {
        Vec::new()
    }

    /// SHA-256 of a presented token.
    fn digest(&self, presented: &str) -> SecretDigest;

    /// HMAC-SHA256 of a message under a key that only this help desk has: what is kept of a message that may contain a
    /// password. From a plain digest it could be guessed.
    fn keyed_digest(&self, message: &[u8]) -> SecretDigest;
}
