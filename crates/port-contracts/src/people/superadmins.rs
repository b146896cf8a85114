//! One first superadmin is appointed, and the last one cannot be removed.

use deskhand_domain::people::{Actor, Role};
use deskhand_domain::ports::{PageLimit, PersonKey, Total};
use deskhand_domain::ticket::Refusal;
use deskhand_domain::use_cases::{Error, ListPeople, UpdatePerson};

use crate::Adapter;
use crate::fixtures::at_once;
use crate::fixtures::{a_new_superadmin, setup, superadmins};

pub(crate) async fn of_many_first_starts_one_appoints_the_first_superadmin(adapter: &Adapter) {
    let use_cases = setup(adapter).use_cases;
    let appointed = at_once(10, |i| {
        let use_cases = use_cases.clone();
        async move { use_cases.users().appoint_first_superadmin(a_new_superadmin(&format!("admin{i}"))).await.unwrap() }
    })
    .await;
    let appointed: Vec<_> = appointed.into_iter().flatten().collect();
    assert_eq!(appointed.len(), 1);
    assert_eq!(superadmins(adapter).await, appointed);
    let everybody = ListPeople { limit: PageLimit::default(), count: true, ..ListPeople::default() };
    let page = use_cases.users().list(&Actor::from(&appointed[0]), everybody).await.unwrap();
    assert_eq!(page.total, Some(Total::of(1)));
}

pub(crate) async fn two_superadmins_who_demote_each_other_at_once_leave_one(adapter: &Adapter) {
    let use_cases = setup(adapter).use_cases;
    use_cases.users().appoint_superadmin(a_new_superadmin("survivor")).await.unwrap();
    for round in 0..10 {
        use_cases.users().appoint_superadmin(a_new_superadmin(&format!("rival{round}"))).await.unwrap();
        let rivals = superadmins(adapter).await;
        assert_eq!(rivals.len(), 2);
        let results = at_once(2, |i| {
            let mut both: Vec<Actor> = rivals.iter().map(Actor::from).collect();
            both.rotate_left(usize::try_from(i).unwrap());
            let use_cases = use_cases.clone();
            async move {
                let demote = UpdatePerson { role: Some(Role::Customer), ..UpdatePerson::default() };
                use_cases.users().update(&both[0], PersonKey::Id(both[1].id), demote).await.map(|_| ())
            }
        })
        .await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        for refused in results.into_iter().filter_map(Result::err) {
            assert!(matches!(refused, Error::Refused(Refusal::LastSuperadmin)), "{refused:?}");
        }
        assert_eq!(superadmins(adapter).await.len(), 1);
    }
}
