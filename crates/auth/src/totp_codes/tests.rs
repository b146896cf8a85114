use uuid::Uuid;

use super::*;
use crate::MasterSecret;

fn master(letter: char) -> MasterSecret {
    MasterSecret::parse(&letter.to_string().repeat(32)).unwrap()
}

fn codes() -> TotpCodes {
    TotpCodes::new(master('s').second_factors_key(), "Help desk: North")
}

fn person(n: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(n))
}

/// RFC 6238, appendix B: the last six of the eight digits, for SHA-1.
#[test]
fn codes_are_those_of_rfc_6238() {
    let secret = FactorSecret(*b"12345678901234567890");
    for (time, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ] {
        let step = time / 30;
        assert!(codes().matches(&secret, step, code), "{time}");
        assert!(!codes().matches(&secret, step + 1, code) && !codes().matches(&secret, step - 1, code), "{time}");
        assert!(!codes().matches(&FactorSecret([7; 20]), step, code), "{time}");
    }
    for wrong in ["", "28708", "2870822", "287083", " 287082", "+87082", "28708a"] {
        assert!(!codes().matches(&secret, 1, wrong), "{wrong:?}");
    }
}

#[test]
fn a_sealed_secret_opens_for_its_person_under_its_key_only() {
    let secret = codes().new_secret();
    let sealed = codes().seal(person(1), &secret);
    assert_eq!(codes().open(person(1), &sealed), Some(secret.clone()));
    assert_eq!(codes().open(person(2), &sealed), None, "another person");
    assert_eq!(TotpCodes::new(master('t').second_factors_key(), "").open(person(1), &sealed), None, "another key");
    let rotated = TotpCodes::new(master('t').with_previous([master('s')]).second_factors_key(), "");
    assert_eq!(rotated.open(person(1), &sealed), Some(secret.clone()), "an earlier key");
    assert_ne!(codes().seal(person(1), &secret), sealed, "another nonce");
    assert!(!sealed.0.windows(4).any(|part| secret.0.starts_with(part)), "it is encrypted");
    for at in 0..sealed.0.len() {
        let mut changed = sealed.clone();
        changed.0[at] ^= 1;
        assert_eq!(codes().open(person(1), &changed), None, "changed at {at}");
    }
    assert_eq!(codes().open(person(1), &SealedSecret(vec![0; 10])), None);
}

#[test]
fn an_app_can_read_what_is_shown() {
    let secret = FactorSecret(*b"12345678901234567890");
    let base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    assert_eq!(codes().secret_text(&secret).reveal(), base32);
    let url = codes().otpauth_url(&secret, "ada.l_1-x").reveal().to_owned();
    assert!(url.starts_with("otpauth://totp/") && url.contains(&format!("secret={base32}")), "{url}");
    assert!(url.contains("ada.l_1-x") && url.contains("issuer=Help%20desk%20%20North"), "{url}");
    assert!(Totp::from_url(&url).is_ok(), "{url}");
}

#[test]
fn recovery_codes_are_four_groups_and_no_two_are_alike() {
    let all: std::collections::HashSet<_> = (0..500).map(|_| codes().new_recovery_code().reveal().to_owned()).collect();
    assert_eq!(all.len(), 500);
    for code in &all {
        let groups: Vec<_> = code.split('-').collect();
        assert!(groups.len() == 4 && groups.iter().all(|group| group.len() == 4), "{code}");
    }
}
