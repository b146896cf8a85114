use deskhand_domain::PersonId;
use deskhand_domain::ports::SecretDigest;
use deskhand_domain::second_factors::{SealedSecret, SecondFactor, SignInChallenge};
use deskhand_domain::testing::{a_customer, an_engineer};

use crate::Adapter;
use crate::fixtures::at;

/// A customer and an engineer, both stored.
pub(super) async fn two_people(adapter: &Adapter) -> [PersonId; 2] {
    let people = [a_customer().build(), an_engineer().build()];
    adapter.keep_people(&people).await;
    people.map(|person| person.id)
}

pub(super) fn factor(person: PersonId) -> SecondFactor {
    SecondFactor::enrolled(person, SealedSecret(vec![0, 255, 7, 0]), at(3))
}

pub(super) fn digest(n: u8) -> SecretDigest {
    SecretDigest([n; 32])
}

/// Expires at the time `n`.
pub(super) fn challenge(n: u8, person: PersonId) -> SignInChallenge {
    SignInChallenge {
        digest: digest(n),
        person,
        password: digest(n + 100),
        expires_at: at(i64::from(n)),
        wrong_codes: u32::from(n),
    }
}
