//! Tokens that are shown once and stored as digests: refresh tokens, links in mails, API keys.

use deskhand_domain::ports::{SecretDigest, SecretToken, Secrets};
use deskhand_domain::{ApiKeyId, AttachmentId, MailId, PersonId, TicketId};
use sha2::{Digest, Sha256};

use crate::derived_key::DerivedKey;
use crate::hmac::hmac_sha256;
use crate::random_token::{random_token, token_of};

/// Generates random tokens, and derives the tokens of links and API keys from a key.
#[derive(Clone, Debug)]
pub struct RandomSecrets {
    links: DerivedKey,
    fingerprints: DerivedKey,
}

impl RandomSecrets {
    /// With the keys [`MasterSecret::links_key`](crate::MasterSecret::links_key) and
    /// [`MasterSecret::fingerprints_key`](crate::MasterSecret::fingerprints_key).
    #[must_use]
    pub const fn new(links: DerivedKey, fingerprints: DerivedKey) -> Self {
        Self { links, fingerprints }
    }
}

impl Secrets for RandomSecrets {
    fn generate(&self) -> SecretToken {
        random_token()
    }

    fn derive(&self, mail: MailId) -> SecretToken {
        derive_from(self.links.expose(), LINK, mail.as_uuid().as_bytes())
    }

    fn derived_before(&self, mail: MailId) -> Vec<SecretToken> {
        self.links.previous().map(|key| derive_from(key, LINK, mail.as_uuid().as_bytes())).collect()
    }

    fn derive_for_key(&self, key: ApiKeyId) -> SecretToken {
        derive_from(self.links.expose(), API_KEY, key.as_uuid().as_bytes())
    }

    fn derived_for_key_before(&self, key: ApiKeyId) -> Vec<SecretToken> {
        self.links.previous().map(|before| derive_from(before, API_KEY, key.as_uuid().as_bytes())).collect()
    }

    fn derive_for_mute(&self, person: PersonId, ticket: TicketId) -> SecretToken {
        derive_from(self.links.expose(), MUTE, &both(person, ticket))
    }

    fn derived_for_mute_before(&self, person: PersonId, ticket: TicketId) -> Vec<SecretToken> {
        self.links.previous().map(|before| derive_from(before, MUTE, &both(person, ticket))).collect()
    }

    fn derive_for_file(&self, file: AttachmentId, expires: i64) -> SecretToken {
        derive_from(self.links.expose(), FILE, &file_until(file, expires))
    }

    fn derived_for_file_before(&self, file: AttachmentId, expires: i64) -> Vec<SecretToken> {
        self.links.previous().map(|before| derive_from(before, FILE, &file_until(file, expires))).collect()
    }

    fn derive_successor(&self, presented: &str) -> SecretToken {
        derive_from(self.links.expose(), b"refresh successor", presented.as_bytes())
    }

    fn reply_digest(&self, claim: &[u8]) -> SecretDigest {
        digest_from(self.links.expose(), REPLY, claim)
    }

    fn reply_digests_before(&self, claim: &[u8]) -> Vec<SecretDigest> {
        self.links.previous().map(|before| digest_from(before, REPLY, claim)).collect()
    }

    fn digest(&self, presented: &str) -> SecretDigest {
        SecretDigest(Sha256::digest(presented.as_bytes()).into())
    }

    fn keyed_digest(&self, message: &[u8]) -> SecretDigest {
        SecretDigest(hmac_sha256(self.fingerprints.expose(), message))
    }
}

const LINK: &[u8] = b"account link";
const API_KEY: &[u8] = b"api key";
const MUTE: &[u8] = b"mute";
const REPLY: &[u8] = b"reply";
const FILE: &[u8] = b"file";

fn file_until(file: AttachmentId, expires: i64) -> [u8; 24] {
    let mut both = [0; 24];
    both[..16].copy_from_slice(file.as_uuid().as_bytes());
    both[16..].copy_from_slice(&expires.to_be_bytes());
    both
}

fn both(person: PersonId, ticket: TicketId) -> [u8; 32] {
    let mut ids = [0; 32];
    ids[..16].copy_from_slice(person.as_uuid().as_bytes());
    ids[16..].copy_from_slice(ticket.as_uuid().as_bytes());
    ids
}

fn derive_from(key: &[u8], purpose: &[u8], id: &[u8]) -> SecretToken {
    token_of(hmac_sha256(key, &[purpose, id].concat()))
}

fn digest_from(key: &[u8], purpose: &[u8], message: &[u8]) -> SecretDigest {
    SecretDigest(hmac_sha256(key, &[purpose, message].concat()))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::MasterSecret;

    fn secrets(master: &str) -> RandomSecrets {
        let master = MasterSecret::parse(master).unwrap();
        RandomSecrets::new(master.links_key(), master.fingerprints_key())
    }

    #[test]
    fn the_digest_is_sha_256_of_the_text() {
        let SecretDigest(digest) = secrets(&"s".repeat(32)).digest("abc");
        assert_eq!(digest[..4], [0xba, 0x78, 0x16, 0xbf]);
    }

    #[test]
    fn the_token_of_a_mail_is_the_same_every_time_and_another_for_every_mail_and_desk() {
        let mail = |n| MailId::new(Uuid::from_u128(n));
        let token = secrets(&"s".repeat(32)).derive(mail(1));
        assert_eq!(token, secrets(&"s".repeat(32)).derive(mail(1)));
        assert_eq!(token.reveal().len(), 43);
        assert_ne!(token, secrets(&"s".repeat(32)).derive(mail(2)));
        assert_ne!(token, secrets(&"t".repeat(32)).derive(mail(1)));
        let key = ApiKeyId::new(mail(1).as_uuid());
        assert_ne!(token, secrets(&"s".repeat(32)).derive_for_key(key), "another purpose, another secret");
    }

    #[test]
    fn the_successor_of_a_token_is_the_same_every_time_and_another_for_every_token_and_desk() {
        let desk = || secrets(&"s".repeat(32));
        let successor = desk().derive_successor("first");
        assert_eq!(successor, desk().derive_successor("first"));
        assert_eq!(successor.reveal().len(), 43);
        assert_ne!(successor, desk().derive_successor("second"));
        assert_ne!(successor, desk().derive_successor(successor.reveal()));
        assert_ne!(successor, secrets(&"t".repeat(32)).derive_successor("first"));
    }

    #[test]
    fn after_a_rotation_the_tokens_of_before_can_be_derived_too() {
        let old = MasterSecret::parse(&"s".repeat(32)).unwrap();
        let new = MasterSecret::parse(&"t".repeat(32)).unwrap().with_previous([old.clone()]);
        let (old, new) = (
            RandomSecrets::new(old.links_key(), old.fingerprints_key()),
            RandomSecrets::new(new.links_key(), new.fingerprints_key()),
        );
        let (mail, key) = (MailId::new(Uuid::from_u128(1)), ApiKeyId::new(Uuid::from_u128(1)));
        assert_eq!(new.derived_before(mail), [old.derive(mail)]);
        assert_eq!(new.derived_for_key_before(key), [old.derive_for_key(key)]);
        assert_eq!(new.derive(mail), secrets(&"t".repeat(32)).derive(mail));
        assert!(old.derived_before(mail).is_empty());
    }

    #[test]
    fn the_token_that_mutes_a_ticket_is_bound_to_person_and_ticket() {
        let id = |n| Uuid::from_u128(n);
        let token = |desk: &str, person, ticket| {
            secrets(&desk.repeat(32)).derive_for_mute(PersonId::new(id(person)), TicketId::new(id(ticket)))
        };
        assert_eq!(token("s", 1, 2), token("s", 1, 2));
        for other in [token("s", 2, 1), token("s", 1, 3), token("s", 3, 2), token("t", 1, 2)] {
            assert_ne!(token("s", 1, 2), other);
        }
    }

    #[test]
    fn a_reply_digest_is_of_its_purpose_and_survives_a_rotation() {
        let old = MasterSecret::parse(&"s".repeat(32)).unwrap();
        let new = MasterSecret::parse(&"t".repeat(32)).unwrap().with_previous([old.clone()]);
        let new = RandomSecrets::new(new.links_key(), new.fingerprints_key());
        let digest = secrets(&"s".repeat(32)).reply_digest(b"claim");
        assert_eq!(new.reply_digests_before(b"claim"), [digest]);
        assert_ne!(new.reply_digest(b"claim"), digest);
        assert_ne!(secrets(&"s".repeat(32)).keyed_digest(b"claim"), digest);
    }

    #[test]
    fn the_token_of_a_link_to_a_file_is_bound_to_file_and_expiry() {
        let token = |desk: &str, file, expires| {
            secrets(&desk.repeat(32)).derive_for_file(AttachmentId::new(Uuid::from_u128(file)), expires)
        };
        assert_eq!(token("s", 1, 2), token("s", 1, 2));
        for other in [token("s", 2, 2), token("s", 1, 3), token("t", 1, 2)] {
            assert_ne!(token("s", 1, 2), other);
        }
    }

    #[test]
    fn a_keyed_digest_follows_from_the_secret_of_the_desk() {
        let digest = |master: &str| secrets(&master.repeat(32)).keyed_digest(b"a request with a password");
        assert_eq!(digest("s"), digest("s"));
        assert_ne!(digest("s"), digest("t"), "without the secret it cannot be computed");
        assert_ne!(digest("s"), secrets(&"s".repeat(32)).digest("a request with a password"));
    }

    #[test]
    fn nothing_of_the_key_is_shown() {
        let shown = format!("{:?} {:?}", secrets(&"s".repeat(32)), secrets(&"s".repeat(32)).generate());
        assert_eq!(shown, "RandomSecrets { links: DerivedKey(***), fingerprints: DerivedKey(***) } SecretToken(***)");
    }
}
