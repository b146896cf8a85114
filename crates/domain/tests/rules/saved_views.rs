//! Queries of the list of tickets under names of their owners.

use deskhand_domain::Invalid;
use deskhand_domain::people::{Actor, Role};
use deskhand_domain::ports::PersonKey;
use deskhand_domain::saved_views::{SavedView, ViewName, ViewQuery};
use deskhand_domain::use_cases::{BasedOn, Error};
use pollster::block_on;

use crate::small_desk::SmallDesk;

impl SmallDesk {
    async fn save(&self, who: &Actor, name: &str, query: &str) -> Result<SavedView, Error> {
        let (name, query) = (ViewName::parse(name).unwrap(), ViewQuery::parse(query).unwrap());
        self.use_cases.saved_views().keep(who, name, query).await
    }

    /// The names and queries of this person's views.
    async fn views(&self, who: &Actor) -> Vec<(String, String)> {
        let views = self.use_cases.saved_views().list(who).await.unwrap();
        views.iter().map(|view| (view.name.to_string(), view.query.to_string())).collect()
    }
}

#[test]
fn a_view_is_kept_under_its_name_and_the_same_name_replaces_it() {
    block_on(async {
        let desk = SmallDesk::open().await;
        for (name, query) in [("printers", "q=printer"), ("Doors", "q=door"), ("doors", "q=gate"), ("Äpfel", "q=apple")]
        {
            desk.save(&desk.bob, name, query).await.unwrap();
        }
        desk.save(&desk.bob, " printers ", "view=open&q=printer").await.unwrap();
        let expected =
            [("Äpfel", "q=apple"), ("Doors", "q=door"), ("doors", "q=gate"), ("printers", "view=open&q=printer")];
        assert_eq!(desk.views(&desk.bob).await, expected.map(|(name, query)| (name.to_owned(), query.to_owned())));
        assert_eq!(desk.views(&desk.root).await, [], "only their owner sees them");
        let doors = ViewName::parse("Doors").unwrap();
        desk.use_cases.saved_views().discard(&desk.root, doors.clone()).await.unwrap();
        assert_eq!(desk.views(&desk.bob).await.len(), 4);
        desk.use_cases.saved_views().discard(&desk.bob, doors.clone()).await.unwrap();
        desk.use_cases.saved_views().discard(&desk.bob, doors).await.expect("there is none any more, as wanted");
        assert_eq!(desk.views(&desk.bob).await.len(), 3);
    });
}

#[test]
fn a_person_has_at_most_twenty_views_and_can_still_replace_one() {
    block_on(async {
        let desk = SmallDesk::open().await;
        for n in 0..20 {
            desk.save(&desk.bob, &format!("View {n}"), "view=open").await.unwrap();
        }
        let refused = desk.save(&desk.bob, "One more", "view=open").await;
        let Err(Error::Field { field: "views", reason }) = refused else { panic!("{refused:?}") };
        assert_eq!(reason, Invalid::TooMany { max: 20 });
        desk.save(&desk.bob, "View 7", "view=done").await.unwrap();
        assert_eq!(desk.views(&desk.bob).await.len(), 20);
        desk.save(&desk.root, "One more", "view=open").await.expect("each person has their own");
    });
}

#[test]
fn views_are_for_the_staff_and_go_with_their_person() {
    block_on(async {
        let desk = SmallDesk::open().await;
        assert!(matches!(desk.save(&desk.ada, "Mine", "view=open").await, Err(Error::Refused(_))));
        assert!(matches!(desk.use_cases.saved_views().list(&desk.ada).await, Err(Error::Refused(_))));
        desk.save(&desk.bob, "Mine", "view=open").await.unwrap();
        desk.save(&desk.root, "Mine", "view=open").await.unwrap();
        let root = Actor { role: Role::Superadmin, ..desk.root };
        desk.use_cases.users().remove(&root, PersonKey::Id(desk.bob.id), BasedOn::Any).await.unwrap();
        assert_eq!(desk.views(&desk.bob).await, []);
        assert_eq!(desk.views(&desk.root).await.len(), 1);
        assert!(matches!(desk.save(&desk.bob, "Again", "view=open").await, Err(Error::NotFound)));
    });
}

#[test]
fn a_name_is_one_line_and_a_query_is_written_as_in_an_address() {
    assert_eq!(ViewName::parse("  Drucker \u{1F5A8} ").unwrap().as_str(), "Drucker \u{1F5A8}");
    for (name, reason) in [
        (" ", Invalid::Empty),
        ("a\u{7}b", Invalid::ControlCharacter),
        ("a\nb", Invalid::ControlCharacter),
        (&"x".repeat(61), Invalid::TooLong { max: 60 }),
    ] {
        assert_eq!(ViewName::parse(name), Err(reason), "{name:?}");
    }
    assert_eq!(ViewQuery::parse("view=open&q=a+b%C3%BC").unwrap().as_str(), "view=open&q=a+b%C3%BC");
    for query in ["q=a b", "q=ü", "q=\"x\"", "?q=x", "q=x#y", "q=<b>", "/q", "q=a\n"] {
        assert!(matches!(ViewQuery::parse(query), Err(Invalid::Format(_))), "{query:?}");
    }
    assert_eq!(ViewQuery::parse(""), Err(Invalid::Empty));
    assert_eq!(ViewQuery::parse(&"x".repeat(2501)), Err(Invalid::TooLong { max: 2500 }));
}
