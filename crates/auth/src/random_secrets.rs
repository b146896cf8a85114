//! Tokens that are shown once and stored as digests: refresh tokens, links in mails, API keys.

use deskhand_domain::ports::{Derivation, SecretDigest, SecretToken, Secrets};
use deskhand_domain::{PersonId, TicketId};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

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

    fn derive(&self, from: Derivation) -> SecretToken {
        token_from(self.links.expose(), &message_of(from))
    }

    fn derived_before(&self, from: Derivation) -> Vec<SecretToken> {
        let message = message_of(from);
        self.links.previous().map(|before| token_from(before, &message)).collect()
    }

    fn derive_successor(&self, presented: &str) -> SecretToken {
        token_from(self.links.expose(), &[SUCCESSOR, presented.as_bytes()].concat())
    }

    fn reply_digest(&self, claim: &[u8]) -> SecretDigest {
        reply_digest_from(self.links.expose(), claim)
    }

    fn reply_digests_before(&self, claim: &[u8]) -> Vec<SecretDigest> {
        self.links.previous().map(|before| reply_digest_from(before, claim)).collect()
    }

    fn digest(&self, presented: &str) -> SecretDigest {
        SecretDigest(Sha256::digest(presented.as_bytes()).into())
    }

    fn keyed_digest(&self, message: &[u8]) -> SecretDigest {
        SecretDigest(hmac_sha256(self.fingerprints.expose(), message))
    }
}

const REPLY: &[u8] = b"reply";
const SUCCESSOR: &[u8] = b"refresh successor";

/// The purpose, and what the secret is for.
fn message_of(from: Derivation) -> Vec<u8> {
    match from {
        Derivation::Mail(mail) => [b"account link", &mail.as_uuid().as_bytes()[..]].concat(),
        Derivation::ApiKey(key) => [b"api key", &key.as_uuid().as_bytes()[..]].concat(),
        Derivation::Mute { person, ticket } => {
            [b"mute", &person.as_uuid().as_bytes()[..], ticket.as_uuid().as_bytes()].concat()
        }
        Derivation::File { file, expires, reader: None } => {
            [b"file", &file.as_uuid().as_bytes()[..], &expires.to_be_bytes()].concat()
        }
        Derivation::File { file, expires, reader: Some((person, ticket)) } => {
            let reader = [person.as_uuid(), ticket.as_uuid()].map(|id| *id.as_bytes()).concat();
            [b"file of", &file.as_uuid().as_bytes()[..], &expires.to_be_bytes(), &reader].concat()
        }
        Derivation::Solution { person, ticket, solved_at } => of_solution(b"solution", person, ticket, solved_at),
        Derivation::Rating { person, ticket, solved_at } => of_solution(b"rating", person, ticket, solved_at),
    }
}

fn of_solution(purpose: &[u8], person: PersonId, ticket: TicketId, solved_at: OffsetDateTime) -> Vec<u8> {
    let moment = solved_at.unix_timestamp_nanos().to_be_bytes();
    [purpose, person.as_uuid().as_bytes(), ticket.as_uuid().as_bytes(), &moment].concat()
}

fn token_from(key: &[u8], message: &[u8]) -> SecretToken {
    token_of(hmac_sha256(key, message))
}

fn reply_digest_from(key: &[u8], claim: &[u8]) -> SecretDigest {
    SecretDigest(hmac_sha256(key, &[REPLY, claim].concat()))
}

#[cfg(test)]
mod tests {
    use deskhand_domain::{ApiKeyId, AttachmentId, MailId};
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
        let mail = |n| Derivation::Mail(MailId::new(Uuid::from_u128(n)));
        let token = secrets(&"s".repeat(32)).derive(mail(1));
        assert_eq!(token, secrets(&"s".repeat(32)).derive(mail(1)));
        assert_eq!(token.reveal().len(), 43);
        assert_ne!(token, secrets(&"s".repeat(32)).derive(mail(2)));
        assert_ne!(token, secrets(&"t".repeat(32)).derive(mail(1)));
        let key = Derivation::ApiKey(ApiKeyId::new(Uuid::from_u128(1)));
        assert_ne!(token, secrets(&"s".repeat(32)).derive(key), "another purpose, another secret");
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
        let (mail, key) =
            (Derivation::Mail(MailId::new(Uuid::from_u128(1))), Derivation::ApiKey(ApiKeyId::new(Uuid::from_u128(1))));
        assert_eq!(new.derived_before(mail), [old.derive(mail)]);
        assert_eq!(new.derived_before(key), [old.derive(key)]);
        assert_eq!(new.derive(mail), secrets(&"t".repeat(32)).derive(mail));
        assert!(old.derived_before(mail).is_empty());
    }

    #[test]
    fn the_token_that_mutes_a_ticket_is_bound_to_person_and_ticket() {
        let id = |n| Uuid::from_u128(n);
        let token = |desk: &str, person, ticket| {
            let (person, ticket) = (PersonId::new(id(person)), TicketId::new(id(ticket)));
            secrets(&desk.repeat(32)).derive(Derivation::Mute { person, ticket })
        };
        assert_eq!(token("s", 1, 2), token("s", 1, 2));
        for other in [token("s", 2, 1), token("s", 1, 3), token("s", 3, 2), token("t", 1, 2)] {
            assert_ne!(token("s", 1, 2), other);
        }
    }

    #[test]
    fn the_tokens_about_a_solution_are_bound_to_their_purpose_and_to_its_moment() {
        let (person, ticket) = (PersonId::new(Uuid::from_u128(1)), TicketId::new(Uuid::from_u128(2)));
        let (solved_at, later) = (OffsetDateTime::UNIX_EPOCH, OffsetDateTime::UNIX_EPOCH + time::Duration::MILLISECOND);
        let token = |from| secrets(&"s".repeat(32)).derive(from);
        let rating = token(Derivation::Rating { person, ticket, solved_at });
        assert_eq!(rating, token(Derivation::Rating { person, ticket, solved_at }));
        assert_ne!(rating, token(Derivation::Rating { person, ticket, solved_at: later }));
        assert_ne!(rating, token(Derivation::Solution { person, ticket, solved_at }));
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
            let file = AttachmentId::new(Uuid::from_u128(file));
            secrets(&desk.repeat(32)).derive(Derivation::File { file, expires, reader: None })
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
