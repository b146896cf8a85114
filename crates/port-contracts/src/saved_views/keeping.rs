//! One view for each person and name.

use deskhand_domain::PersonId;
use deskhand_domain::saved_views::{SavedView, ViewName, ViewQuery};
use deskhand_domain::testing::{an_admin, an_engineer};

use crate::Adapter;
use crate::fixtures::at;

fn view(n: i64, person: PersonId, name: &str) -> SavedView {
    let query = ViewQuery::parse(&format!("view=open&q=printer+{n}")).unwrap();
    SavedView { person, name: ViewName::parse(name).unwrap(), query, saved_at: at(n) }
}

async fn two_people(adapter: &Adapter) -> [PersonId; 2] {
    let people = [an_engineer().build(), an_admin().build()];
    adapter.keep_people(&people).await;
    people.map(|person| person.id)
}

async fn keep(adapter: &Adapter, views: &[SavedView]) {
    let mut uow = adapter.begin().await;
    for view in views {
        uow.saved_views().keep(view).await.unwrap();
    }
    uow.commit().await.unwrap();
}

async fn list(adapter: &Adapter, person: PersonId) -> Vec<SavedView> {
    let mut views = adapter.saved_views.list(person).await.unwrap();
    views.sort_by_key(|view| view.saved_at);
    views
}

pub(crate) async fn a_person_has_one_saved_view_of_each_name(adapter: &Adapter) {
    let [engineer, admin] = two_people(adapter).await;
    let views = [view(1, engineer, "Drucker ü"), view(2, engineer, "printers"), view(3, engineer, "Printers")];
    let of_another = view(4, admin, "printers");
    keep(adapter, &views).await;
    keep(adapter, std::slice::from_ref(&of_another)).await;
    assert_eq!(list(adapter, engineer).await, views);

    let again = view(9, engineer, "printers");
    keep(adapter, std::slice::from_ref(&again)).await;
    assert_eq!(list(adapter, engineer).await, [views[0].clone(), views[2].clone(), again]);
    assert_eq!(list(adapter, admin).await, [of_another]);
    let mut names = adapter.begin().await.saved_views().names(engineer).await.unwrap();
    names.sort();
    assert_eq!(names.iter().map(ViewName::as_str).collect::<Vec<_>>(), ["Drucker ü", "Printers", "printers"]);
}

pub(crate) async fn a_saved_view_is_discarded_by_its_name_only(adapter: &Adapter) {
    let [engineer, admin] = two_people(adapter).await;
    let [gone, kept] = [view(1, engineer, "gone"), view(2, engineer, "kept")];
    let of_another = view(3, admin, "gone");
    keep(adapter, &[gone.clone(), kept.clone(), of_another.clone()]).await;
    let mut uow = adapter.begin().await;
    uow.saved_views().discard(engineer, &gone.name).await.unwrap();
    uow.saved_views().discard(engineer, &gone.name).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(list(adapter, engineer).await, std::slice::from_ref(&kept));
    assert_eq!(list(adapter, admin).await, [of_another]);

    let mut uow = adapter.begin().await;
    uow.saved_views().discard(engineer, &kept.name).await.unwrap();
    assert_eq!(uow.saved_views().names(engineer).await.unwrap(), []);
    uow.roll_back().await;
    assert_eq!(list(adapter, engineer).await, [kept]);
}

pub(crate) async fn saved_views_go_with_their_person(adapter: &Adapter) {
    let [engineer, admin] = two_people(adapter).await;
    let of_another = view(3, admin, "kept");
    keep(adapter, &[view(1, engineer, "one"), view(2, engineer, "two"), of_another.clone()]).await;
    let mut uow = adapter.begin().await;
    uow.saved_views().forget_person(engineer).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(list(adapter, engineer).await, []);
    assert_eq!(list(adapter, admin).await, [of_another]);
}
