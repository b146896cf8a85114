use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::*;

/// The ids of a file, with the arguments of each.
fn signatures(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(source(language)).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut found = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut arguments = BTreeSet::new();
        read(message.value.as_ref().unwrap(), &mut arguments);
        assert!(found.insert(message.id.name.to_owned(), arguments).is_none(), "{} is there twice", message.id.name);
    }
    found
}

fn read(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => read_inline(inline, arguments),
            Expression::Select { selector, variants } => {
                read_inline(selector, arguments);
                variants.iter().for_each(|variant| read(&variant.value, arguments));
            }
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = inline {
        arguments.insert(id.name.to_owned());
    }
}

#[test]
fn every_language_has_the_same_texts_with_the_same_arguments() {
    let english = signatures(Language::English);
    for language in Language::ALL {
        let theirs = signatures(*language);
        let missing: Vec<_> = english.iter().filter(|(id, args)| theirs.get(*id) != Some(args)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
        let more: Vec<_> = theirs.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(more.is_empty(), "{language}: {more:?}");
    }
}

#[test]
fn every_text_that_a_page_names_is_there_and_every_text_is_named() {
    let known = signatures(Language::English);
    let mut sources = String::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["src", "templates"] {
        append(&root.join(folder), &mut sources);
    }
    let named: BTreeSet<&str> = ["say(\"", "say1(\"", "say2(\"", "count(\"", "title: \"", "id: \""]
        .iter()
        .flat_map(|call| sources.split(call).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| !id.contains(['{', ' ']) && !id.is_empty())
        .collect();
    let unknown: Vec<_> = named.iter().filter(|id| !known.contains_key(**id)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    // The ids of these are made of a word of the domain.
    let made = [
        "action-",
        "status-",
        "priority-",
        "role-",
        "refusal-",
        "invalid-",
        "problem-",
        "event-",
        "excluded-",
        "awaiting-",
        "state-",
        "kind-",
        "frequency-",
        "held-",
        "availability-",
        "account-",
        "security-",
        "scope-",
        "field-",
        "reason-",
        "trigger-",
        "policy-",
        "engineers-act-",
        "second-factor-for-",
        "settled-",
        "incoming-state-",
        "incoming-kind-",
        "remark-",
        "unread-",
        "theme-",
        "present-",
        "verdict-",
        "proof-",
    ];
    let unused: Vec<_> = known
        .keys()
        .filter(|id| !named.contains(id.as_str()) && !made.iter().any(|prefix| id.starts_with(prefix)))
        .filter(|id| !sources.contains(&format!("\"{id}\"")))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

fn append(folder: &Path, sources: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            append(&path, sources);
        } else if path.file_name().unwrap() != "tests.rs" {
            sources.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn the_language_is_the_first_preferred_one_that_there_is() {
    for (accepted, expected) in [
        ("de-AT,de;q=0.9,en;q=0.8", Some(Language::German)),
        ("fr,en;q=0.4,de;q=0.6", Some(Language::German)),
        ("en", Some(Language::English)),
        ("de;q=0, en;q=0.1", Some(Language::English)),
        ("fr", None),
        ("", None),
        ("*;q=x", None),
    ] {
        assert_eq!(preferred(accepted), expected, "{accepted}");
    }
}

#[test]
fn words_of_people_end_their_direction_of_writing() {
    let said = Words::of(Language::English).say("send-to", &[("name", Arg::theirs("Ada"))]);
    assert!(said.contains("\u{2068}Ada\u{2069}"), "{said:?}");
}

#[test]
fn every_word_of_the_domain_that_pages_show_has_a_text() {
    use deskhand_domain::Invalid;
    use deskhand_domain::people::Role;
    use deskhand_domain::ticket::{Awaiting, Priority, StatusAction, TicketAction, TicketStatus};

    let words = |of: &str, all: Vec<&'static str>| {
        all.into_iter().map(|word| format!("{of}-{}", word.replace('_', "-"))).collect::<Vec<_>>()
    };
    let hidden = [TicketAction::See, TicketAction::ReadNotes, TicketAction::ReadRating];
    let actions = TicketAction::all().into_iter().filter(|action| !hidden.contains(action));
    let all = [
        words("status", TicketStatus::ALL.iter().map(TicketStatus::as_str).collect()),
        words("priority", Priority::ALL.iter().map(Priority::as_str).collect()),
        words("awaiting", Awaiting::ALL.iter().map(Awaiting::as_str).collect()),
        words("role", Role::ALL.iter().map(Role::as_str).collect()),
        words("action", StatusAction::ALL.iter().map(StatusAction::as_str).collect()),
        words("action", actions.map(|action| action.as_str()).collect()),
        words("invalid", vec![Invalid::Empty.code(), Invalid::Guessable.code(), Invalid::NeedsClasses.code()]),
    ];
    let known = signatures(Language::English);
    let missing: Vec<_> = all.iter().flatten().filter(|id| !known.contains_key(*id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_refusal_that_pages_show_has_a_text() {
    use deskhand_domain::permissions::Denied;
    use deskhand_http_core::problem::ProblemCode;

    let known = signatures(Language::English);
    // Programs get these; no page sends what they answer.
    let for_programs = [
        "broken-json",
        "bad-query",
        "bad-cursor",
        "insufficient-scope",
        "session-required",
        "password-required",
        "idempotency-in-flight",
        "idempotency-key-reused",
        "event-expired",
        "digest-mismatch",
        "upgrade-required",
        "too-many-streams",
        "head-too-large",
        "not-ready",
        "invalid-fields",
        "username-taken",
        "email-taken",
    ];
    let codes = ProblemCode::ALL.iter().map(|code| code.as_str()).filter(|code| !for_programs.contains(code));
    let missing: Vec<_> = codes
        .filter(|code| {
            !known.contains_key(&format!("problem-{code}")) && !known.contains_key(&format!("refusal-{code}"))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");

    let all = [
        Denied::AccountNotApproved,
        Denied::Role,
        Denied::ReporterOnly,
        Denied::NotTheirFollowers,
        Denied::NotTheirRating,
        Denied::FollowerOnly,
        Denied::AssigneeOrAdminOnly,
        Denied::AssigneeOnly,
        Denied::AdminOnly,
        Denied::SuperadminOnly,
        Denied::CustomersOnly,
        Denied::StaffOnly,
        Denied::NotInThisState,
        Denied::Policy,
        Denied::SessionOnly,
        Denied::SomebodyElses,
        Denied::OwnTicket,
        Denied::OwnAccount,
    ];
    let missing: Vec<_> = all.iter().filter(|one| !known.contains_key(&format!("refusal-{}", one.code()))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_word_of_people_mail_assignment_and_settings_has_a_text() {
    use deskhand_domain::assignment::{Exclusion, Trigger};
    use deskhand_domain::incoming::{
        AuthenticationVerdict, HeldBecause, IncomingKind, Remark, Settlement, TakenState, Unparsed,
    };
    use deskhand_domain::notification::{MailKind, Reason};
    use deskhand_domain::people::{AccountStatus, Availability, Theme};
    use deskhand_domain::policy::{EngineerScope, EngineersAct, PriorityNeeds, SecondFactorFor};
    use deskhand_domain::ports::MailState;
    use deskhand_domain::security::SecurityKind;

    let all: [(&str, Vec<&str>); 20] = [
        ("account", AccountStatus::ALL.iter().map(AccountStatus::as_str).collect()),
        ("availability", Availability::ALL.iter().map(Availability::as_str).collect()),
        ("theme", Theme::ALL.iter().map(Theme::as_str).collect()),
        ("state", MailState::ALL.iter().map(MailState::as_str).collect()),
        ("kind", MailKind::ALL.iter().map(MailKind::as_str).collect()),
        ("reason", Reason::ALL.iter().map(Reason::as_str).collect()),
        ("incoming-state", TakenState::WORDS.to_vec()),
        ("incoming-kind", IncomingKind::ALL.iter().map(IncomingKind::as_str).collect()),
        ("held", HeldBecause::ALL.iter().map(HeldBecause::as_str).collect()),
        ("settled", Settlement::ALL.iter().map(Settlement::as_str).collect()),
        ("proof", AuthenticationVerdict::ALL.iter().map(AuthenticationVerdict::as_str).collect()),
        ("remark", Remark::ALL.iter().map(Remark::as_str).collect()),
        ("unread", Unparsed::ALL.iter().map(Unparsed::as_str).collect()),
        ("trigger", Trigger::ALL.iter().map(Trigger::as_str).collect()),
        ("security", SecurityKind::ALL.iter().map(SecurityKind::as_str).collect()),
        ("scope-of-tickets", EngineerScope::ALL.iter().map(EngineerScope::as_str).collect()),
        ("engineers-act", EngineersAct::ALL.iter().map(EngineersAct::as_str).collect()),
        ("priority-needs", PriorityNeeds::ALL.iter().map(PriorityNeeds::as_str).collect()),
        ("second-factor-for", SecondFactorFor::ALL.iter().map(SecondFactorFor::as_str).collect()),
        ("excluded", Exclusion::ALL.iter().map(Exclusion::as_str).collect()),
    ];
    let known = signatures(Language::English);
    let ids =
        all.iter().flat_map(|(of, words)| words.iter().map(move |word| format!("{of}-{}", word.replace('_', "-"))));
    let missing: Vec<_> = ids.filter(|id| !known.contains_key(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[cfg(feature = "testing")]
#[test]
fn a_pseudo_language_is_longer_and_in_brackets_and_what_a_text_is_about_stays() {
    let words = Words::chosen(Language::German, Some("en-XA"));
    assert_eq!(words.say("send-to", &[("name", Arg::theirs("Ada"))]), "⟦Šééñđ ţóó ⟧\u{2068}Ada\u{2069}");
    let longer = words.say("search-hint", &[]);
    assert!(longer.chars().count() * 5 >= "Words, or #42".chars().count() * 7, "{longer}");
    assert!(longer.ends_with('⟧') && !longer.chars().any(|c| c.is_ascii_alphabetic()), "{longer}");
    let date = [("year", Arg::word("2026")), ("month", Arg::word("01")), ("day", Arg::word("02"))];
    assert_eq!(words.say("date", &date), "2026-01-02");

    let bidi = Words::chosen(Language::English, Some("ar-XB"));
    assert_eq!((words.is_rtl, bidi.is_rtl), (false, true));
    assert!(bidi.say("save", &[]).starts_with('\u{202e}'));
    for accepted in [None, Some("de, en-XA"), Some("en")] {
        assert_eq!(Words::chosen(Language::English, accepted).say("save", &[]), "Save", "{accepted:?}");
    }
}
