use deskhand_domain::people::Actor;
use deskhand_domain::permissions::{may_list_people, may_open};
use deskhand_domain::policy::Workflow;
use deskhand_domain::text::search_folded;
use deskhand_http_core::routing::Access;

use crate::door::Shell;

/// A page that is found by its name. `access` is that of its row in the table of pages; a test opens each page that is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The id of its name.
    pub(super) title: &'static str,
    pub(super) path: &'static str,
    access: Access,
}

const PLACES: &[Place] = &[
    place("nav-inbox", "/inbox", Access::Staff),
    place("view-mine", "/inbox?view=mine", Access::Staff),
    place("view-unassigned", "/inbox?view=unassigned", Access::Staff),
    place("view-open", "/inbox?view=open", Access::Staff),
    place("nav-requests", "/requests", Access::SignedIn),
    place("request-new", "/requests/new", Access::SignedIn),
    place("nav-people", "/people", Access::Staff),
    place("people-waiting", "/people/waiting", Access::Admins),
    place("people-new", "/people/new", Access::Admins),
    place("nav-mail", "/mail", Access::Admins),
    place("incoming", "/mail/held", Access::Staff),
    place("nav-reports", "/reports", Access::Staff),
    place("nav-settings", "/settings", Access::Admins),
    place("security", "/security", Access::Admins),
    place("nav-account", "/account", Access::SignedIn),
    place("own-password", "/account/password", Access::SignedIn),
    place("own-factor", "/account/second-factor", Access::SignedIn),
    place("own-sessions", "/account/sessions", Access::SignedIn),
    place("own-mail", "/account/notifications", Access::SignedIn),
    place("own-keys", "/account/keys", Access::SignedIn),
];

const fn place(title: &'static str, path: &'static str, access: Access) -> Place {
    Place { title, path, access }
}

/// The pages that this person may open.
pub(super) fn places_of(actor: &Actor, rules: &Workflow) -> Vec<Place> {
    let may = |place: &Place| match place.path {
        "/people" => may_list_people(actor, rules).is_ok(),
        "/requests/new" => may_open(actor, false, rules).is_ok(),
        _ => place.access.check(actor).is_ok(),
    };
    PLACES.iter().copied().filter(may).collect()
}

/// The page that has exactly this name.
pub(super) fn named<'a>(places: &'a [Place], words: &str, shell: &Shell) -> Option<&'a Place> {
    let wanted = search_folded(words);
    places.iter().find(|place| search_folded(&shell.say(place.title)) == wanted)
}

/// The pages whose names have a word for each of these, at least its beginning.
pub(super) fn matching(places: Vec<Place>, words: &str, shell: &Shell) -> Vec<Place> {
    let wanted = search_folded(words);
    let has_all = |place: &Place| {
        let name = search_folded(&shell.say(place.title));
        wanted.split_whitespace().all(|word| name.split_whitespace().any(|known| known.starts_with(word)))
    };
    places.into_iter().filter(has_all).collect()
}

#[cfg(test)]
mod tests {
    use deskhand_domain::people::{AccountStatus, Language, Role};

    use super::*;
    use crate::words::Words;

    fn of_role(role: Role) -> Actor {
        let id = "0197a5b0-0000-7000-8000-000000000001".parse().unwrap();
        Actor { id, role, status: AccountStatus::Approved, by_key: false }
    }

    fn paths(places: &[Place]) -> Vec<&'static str> {
        places.iter().map(|place| place.path).collect()
    }

    #[test]
    fn a_page_is_found_by_its_name_in_the_language_of_the_reader() {
        let admin = of_role(Role::Admin);
        let places = places_of(&admin, &Workflow::default());
        for (language, words, path) in [
            (Language::English, "inbox", "/inbox"),
            (Language::English, "NEW request", "/requests/new"),
            (Language::German, "Einstellungen", "/settings"),
            (Language::German, "personen", "/people"),
        ] {
            let shell = Shell::bare(Words::of(language), String::new());
            assert_eq!(named(&places, words, &shell).map(|place| place.path), Some(path), "{words}");
        }
        let english = Shell::bare(Words::of(Language::English), String::new());
        assert_eq!(named(&places, "request", &english), None);
        assert_eq!(paths(&matching(places.clone(), "req", &english)), ["/requests", "/requests/new"]);
        assert_eq!(paths(&matching(places.clone(), "new acc", &english)), ["/people/new"]);
        assert_eq!(paths(&matching(places, "printer", &english)), [""; 0]);
    }

    #[test]
    fn pages_that_a_person_may_not_open_are_not_offered() {
        let customer = of_role(Role::Customer);
        let engineer = of_role(Role::Engineer);
        let rules = Workflow { engineers_list_users: false, only_customers_open: true, ..Workflow::default() };
        let offered = paths(&places_of(&customer, &rules));
        assert!(offered.contains(&"/requests/new") && !offered.contains(&"/inbox"), "{offered:?}");
        let offered = paths(&places_of(&engineer, &rules));
        assert!(offered.contains(&"/inbox") && !offered.contains(&"/settings"), "{offered:?}");
        assert!(!offered.contains(&"/people") && !offered.contains(&"/requests/new"), "{offered:?}");
        let rules = Workflow { engineers_list_users: true, only_customers_open: false, ..rules };
        let offered = paths(&places_of(&engineer, &rules));
        assert!(offered.contains(&"/people") && offered.contains(&"/requests/new"), "{offered:?}");
    }
}
