//! The sessions of a person, as the person sees them.

use deskhand_domain::SessionId;
use deskhand_domain::ports::{PageLimit, RefreshToken, Session, SessionPosition, Total};
use deskhand_domain::testing::{a_customer, an_engineer};

use crate::Adapter;
use crate::fixtures::{at, id, token};

pub(crate) async fn sessions_are_listed_newest_first_over_all_pages_while_they_last(adapter: &Adapter) {
    let (ada, bob) = (a_customer().build(), an_engineer().build());
    adapter.keep_people(&[ada.clone(), bob.clone()]).await;
    let mut uow = adapter.begin().await;
    for n in 1..=6 {
        let begun = at(n.into());
        let long = RefreshToken { begun_at: begun, issued_at: begun, ..token(n, n.into(), ada.id) };
        let token = if n == 3 { RefreshToken { expires_at: at(30), ..long } } else { long };
        uow.sessions().begin_session(&token, None).await.unwrap();
    }
    uow.sessions().begin_session(&token(9, 9, bob.id), None).await.unwrap();
    uow.sessions().end_session(SessionId::new(id(5)), at(10)).await.unwrap();
    uow.commit().await.unwrap();

    for (now, expected) in [(at(29), &[6, 4, 3, 2, 1][..]), (at(30), &[6, 4, 2, 1])] {
        let (mut listed, mut after) = (Vec::new(), None);
        loop {
            let limit = PageLimit::parse(2).unwrap();
            let page = adapter.sessions.list(ada.id, now, after, limit, true).await.unwrap();
            assert_eq!(page.total, Some(Total::of(expected.len() as u64)));
            after = page.rows.last().map(SessionPosition::of);
            listed.extend(page.rows.iter().map(|session| session.id));
            if !page.has_more {
                break;
            }
        }
        assert_eq!(listed, expected.iter().map(|n| SessionId::new(id(*n))).collect::<Vec<_>>());
    }
}

pub(crate) async fn a_session_comes_back_as_it_began_and_with_its_last_use(adapter: &Adapter) {
    let ada = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&ada)).await;
    let first = token(1, 1, ada.id);
    let next = RefreshToken { issued_at: at(20), expires_at: at(60 * 48), ..token(2, 1, ada.id) };
    let mut uow = adapter.begin().await;
    uow.sessions().begin_session(&first, Some("curl/8.5.0".to_owned())).await.unwrap();
    uow.sessions().add_token(&next).await.unwrap();
    uow.commit().await.unwrap();
    let expected = Session {
        id: first.session,
        person: ada.id,
        begun_at: first.begun_at,
        agent: Some("curl/8.5.0".to_owned()),
        last_used_at: at(20),
        expires_at: at(60 * 48),
    };
    assert_eq!(adapter.sessions.find(first.session).await.unwrap(), Some(expected));
    let mut uow = adapter.begin().await;
    uow.sessions().end_session(first.session, at(21)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(adapter.sessions.find(first.session).await.unwrap(), None);
}
