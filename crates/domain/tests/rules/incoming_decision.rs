//! What becomes of a mail, over the whole product of what is known about it. After a wanted change:
//! `UPDATE_GOLDEN=1 cargo test -p deskhand-domain incoming_decision`, then read the difference.

use std::fmt::Write as _;

use deskhand_domain::incoming::{
    AuthenticationVerdict as Proof, HeldBecause, IncomingCase, IncomingKind as Kind, IncomingRules, Intake, Part,
    Recognition, Standing, Verdict, decide,
};
use deskhand_domain::ticket::MessageKind;

use crate::golden;

const RECOGNITIONS: [Recognition; 7] = [
    Recognition::None,
    Recognition::OwnAddress,
    Recognition::OwnNoteAddress,
    Recognition::ForeignAddress,
    Recognition::ForeignNoteAddress,
    Recognition::Reference,
    Recognition::Subject,
];
const PROOFS: [Proof; 3] = [Proof::Pass, Proof::None, Proof::Fail];
const STANDINGS: [Standing; 5] =
    [Standing::Known, Standing::Unproven, Standing::Stranger, Standing::NotInUse, Standing::NoSender];
const PARTS: [Part; 4] = [Part::Reporter, Part::Staff, Part::Follower, Part::Other];

const CASE: IncomingCase = IncomingCase {
    kind: Kind::Human,
    is_readable: true,
    recognition: Recognition::None,
    proof: Proof::None,
    standing: Standing::Known,
    part: Part::Other,
    is_by_staff: false,
    is_over_cap: false,
    is_marked_spam: false,
    is_allowed_machine: false,
    is_forward: false,
};

fn rule_sets() -> Vec<(&'static str, IncomingRules)> {
    let base = IncomingRules::default();
    vec![
        ("the defaults", base.clone()),
        ("strangers = hold", IncomingRules { strangers: Intake::Hold, ..base.clone() }),
        ("machines = open", IncomingRules { machines: Intake::Take, ..base.clone() }),
        ("weak_replies = post", IncomingRules { weak_replies: Intake::Take, ..base.clone() }),
        ("staff_needs_authentication = true", IncomingRules { staff_needs_authentication: true, ..base }),
    ]
}

/// Every combination of kind, recognition, proof, standing and part, with each of the flags alone.
fn cases() -> Vec<IncomingCase> {
    let flags: [fn(IncomingCase) -> IncomingCase; 6] = [
        |case| case,
        |case| IncomingCase { is_readable: false, ..case },
        |case| IncomingCase { is_over_cap: true, ..case },
        |case| IncomingCase { is_marked_spam: true, ..case },
        |case| IncomingCase { is_allowed_machine: true, ..case },
        |case| IncomingCase { is_forward: true, is_by_staff: case.part == Part::Staff, ..case },
    ];
    let mut cases = Vec::new();
    for kind in Kind::ALL {
        for recognition in RECOGNITIONS {
            for proof in PROOFS {
                for standing in STANDINGS {
                    for part in PARTS {
                        let case = IncomingCase { kind: *kind, recognition, proof, standing, part, ..CASE };
                        cases.extend(flags.iter().map(|flag| flag(case)));
                    }
                }
            }
        }
    }
    cases
}

fn word(verdict: Verdict) -> String {
    match verdict {
        Verdict::Drop => "drop".to_owned(),
        Verdict::Bounce => "bounce".to_owned(),
        Verdict::Record => "record".to_owned(),
        Verdict::Post(kind) => kind.to_string(),
        Verdict::Open { with_receipt: true } => "ticket".to_owned(),
        Verdict::Open { with_receipt: false } => "ticket without receipt".to_owned(),
        Verdict::Hold(because) => format!("held: {because}"),
    }
}

#[test]
fn every_mail_has_the_agreed_verdict() {
    let mut table = String::new();
    for (name, rules) in rule_sets() {
        writeln!(table, "## {name}").unwrap();
        for kind in [Kind::Human, Kind::Machine, Kind::List] {
            for recognition in RECOGNITIONS {
                for standing in [Standing::Known, Standing::Unproven, Standing::Stranger] {
                    for part in PARTS {
                        let verdict = |proof| {
                            let case = IncomingCase { kind, recognition, standing, part, proof, ..CASE };
                            word(decide(&case, &rules))
                        };
                        let (pass, none) = (verdict(Proof::Pass), verdict(Proof::None));
                        writeln!(table, "{kind} {recognition:?} {standing:?} {part:?}: {pass} | {none}").unwrap();
                    }
                }
            }
        }
    }
    golden::compare("tests/golden/incoming_decisions.txt", &table);
}

#[test]
fn only_staff_speak_for_staff_and_only_reporter_and_followers_ask() {
    for (_, rules) in rule_sets() {
        for case in cases() {
            match decide(&case, &rules) {
                Verdict::Post(MessageKind::Request) => assert!(case.part.asks(), "{case:?}"),
                Verdict::Post(_) => assert_eq!(case.part, Part::Staff, "{case:?}"),
                _ => {}
            }
        }
    }
}

#[test]
fn what_is_refuted_unread_or_too_much_is_never_taken_in() {
    for (_, rules) in rule_sets() {
        for case in cases() {
            let is_bad = case.proof == Proof::Fail
                || !case.is_readable
                || case.is_over_cap
                || matches!(case.standing, Standing::NoSender | Standing::NotInUse);
            let is_taken = matches!(decide(&case, &rules), Verdict::Post(_) | Verdict::Open { .. });
            assert!(!(is_bad && is_taken), "{case:?}");
        }
    }
}

#[test]
fn an_address_of_another_person_makes_no_customer_speak() {
    for (_, rules) in rule_sets() {
        for recognition in [Recognition::ForeignAddress, Recognition::ForeignNoteAddress] {
            for case in cases() {
                let case = IncomingCase { recognition, ..case };
                let verdict = decide(&case, &rules);
                let is_proven_staff = case.part == Part::Staff && case.proof == Proof::Pass;
                assert!(is_proven_staff || !matches!(verdict, Verdict::Post(_) | Verdict::Open { .. }), "{case:?}");
            }
        }
    }
}

#[test]
fn what_an_account_without_proof_could_read_is_taken_in_only_at_an_address_that_its_owner_got() {
    for (_, rules) in rule_sets() {
        for case in cases().into_iter().filter(|case| case.standing == Standing::Unproven) {
            let is_taken = matches!(decide(&case, &rules), Verdict::Post(_) | Verdict::Open { .. });
            let is_by_staff = case.part == Part::Staff && case.proof == Proof::Pass;
            let has_own_address = matches!(case.recognition, Recognition::OwnAddress | Recognition::OwnNoteAddress);
            assert!(!is_taken || is_by_staff || has_own_address, "{case:?}");
        }
    }
}

#[test]
fn machines_reports_and_our_own_mails_get_no_receipt() {
    for (_, rules) in rule_sets() {
        for case in cases().into_iter().filter(|case| case.kind != Kind::Human) {
            assert_ne!(decide(&case, &rules), Verdict::Open { with_receipt: true }, "{case:?}");
        }
    }
}

#[test]
fn a_forward_by_staff_and_spam_wait_for_a_decision() {
    let rules = IncomingRules::default();
    let forward = IncomingCase { is_forward: true, is_by_staff: true, recognition: Recognition::Reference, ..CASE };
    assert_eq!(decide(&forward, &rules), Verdict::Hold(HeldBecause::Forward));
    let by_customer = IncomingCase { is_by_staff: false, part: Part::Reporter, ..forward };
    assert_eq!(decide(&by_customer, &rules), Verdict::Open { with_receipt: true });
    let spam = IncomingCase { is_marked_spam: true, standing: Standing::Stranger, ..CASE };
    assert_eq!(decide(&spam, &rules), Verdict::Hold(HeldBecause::Spam));
}
