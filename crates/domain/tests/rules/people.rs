use deskhand_domain::history::EventKind;
use deskhand_domain::people::{
    AccountStatus, Availability, Language, Look, NewPerson, Person, REMOVED_NAME, Role, Theme, TimeZone,
};
use deskhand_domain::testing::{TestClock, a_customer, an_engineer};

fn sign_up(role: Role) -> Person {
    let model = a_customer().build();
    let new = NewPerson {
        id: model.id,
        username: model.username.clone(),
        name: model.name.clone(),
        email: model.email.clone().unwrap(),
        phone: None,
        language: None,
        time_zone: None,
        role,
        password: None,
    };
    Person::sign_up(new, None, TestClock::START).0
}

#[test]
fn customers_are_approved_on_sign_up_and_everybody_else_waits() {
    for role in Role::ALL {
        let expected = if *role == Role::Customer { AccountStatus::Approved } else { AccountStatus::Pending };
        assert_eq!(sign_up(*role).status, expected, "{role}");
    }
}

#[test]
fn a_superior_may_give_the_role_and_approve_in_one_request() {
    let mut person = a_customer().build();
    let facts = person.change_role(Role::Engineer, Some(AccountStatus::Approved));
    assert_eq!(person.status, AccountStatus::Approved);
    assert_eq!(facts.iter().map(|fact| fact.kind).collect::<Vec<_>>(), [EventKind::RoleChanged]);
}

#[test]
fn what_does_not_change_states_no_fact() {
    let mut person = an_engineer().build();
    assert!(person.change_status(AccountStatus::Approved).is_empty());
    assert!(person.change_role(Role::Engineer, None).is_empty());
    assert!(person.change_availability(Availability::Available).is_empty());
    assert!(person.rename(person.name.clone()).is_empty());
    assert!(person.change_language(None).is_empty());
    assert!(person.change_time_zone(None).is_empty());
    assert!(person.change_look(Look { theme: Theme::System, single_keys: true }).is_empty());
}

#[test]
fn a_removed_person_leaves_nothing_of_themselves() {
    let mut person = an_engineer().username("ada").phone("+4930123456").password("correct horse").build();
    person.change_language(Some(Language::German));
    person.change_time_zone(Some(TimeZone::utc()));
    person.change_look(Look { theme: Theme::Dark, single_keys: false });
    person.remove(TestClock::START);
    assert_eq!(person.name.as_str(), REMOVED_NAME);
    assert_eq!((&person.email, &person.phone, &person.password), (&None, &None, &None));
    assert_eq!((person.language, &person.time_zone, person.look), (None, &None, Look::default()));
    assert!(!person.username.as_str().contains("ada"), "{}", person.username);
    assert!(!person.is_working_engineer());
    assert!(person.remove(TestClock::START).is_empty(), "once is enough");
}

#[test]
fn a_change_of_language_or_time_zone_is_a_change_of_the_profile() {
    let mut person = an_engineer().build();
    let facts = [
        person.change_language(Some(Language::German)),
        person.change_time_zone(Some(TimeZone::parse("europe/berlin").unwrap())),
    ];
    let kinds: Vec<_> = facts.iter().flatten().map(|fact| (fact.kind, fact.after.clone())).collect();
    assert_eq!(kinds, [(EventKind::ProfileChanged, None), (EventKind::ProfileChanged, None)]);
    assert_eq!(person.time_zone.as_ref().map(TimeZone::as_str), Some("Europe/Berlin"));
}

#[test]
fn a_time_zone_is_one_of_the_database() {
    for name in ["UTC", "Europe/Berlin", "America/Argentina/ComodRivadavia", "Etc/GMT+5"] {
        let zone = TimeZone::parse(name).unwrap();
        assert!((zone.as_str(), zone.tzif().starts_with(b"TZif")) == (name, true), "{name}");
    }
    for name in ["", "Europe/Atlantis", "CET-1CEST", "../../etc/passwd", "+02:00", "Europe/Berlin\0"] {
        assert!(TimeZone::parse(name).is_err(), "{name:?}");
    }
}
