//! Refresh tokens: each is good for one use.

use deskhand_domain::ports::{Consumed, SecretDigest};

use super::fixture::{begin_sessions, consume};
use crate::Adapter;
use crate::fixtures::{at, token};

pub(crate) async fn a_token_is_used_up_by_its_first_use(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1]).await;
    let (first, next) = (token(1, 1, person), token(9, 1, person));
    assert_eq!(consume(adapter, first.digest).await, Consumed::First(first.clone()));
    let mut uow = adapter.begin().await;
    uow.sessions().add_token(&next).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(consume(adapter, first.digest).await, Consumed::Again { token: first, used_at: at(1) });
    assert_eq!(consume(adapter, next.digest).await, Consumed::First(next));
}

pub(crate) async fn a_token_that_nobody_gave_out_is_unknown(adapter: &Adapter) {
    begin_sessions(adapter, &[1]).await;
    assert_eq!(consume(adapter, SecretDigest([77; 32])).await, Consumed::Unknown);
}

pub(crate) async fn an_expired_token_is_the_callers_to_judge(adapter: &Adapter) {
    let person = begin_sessions(adapter, &[1]).await;
    let token = token(1, 1, person);
    let mut uow = adapter.begin().await;
    let outcome = uow.sessions().consume(&token.digest, token.expires_at + time::Duration::DAY).await.unwrap();
    assert_eq!(outcome, Consumed::First(token));
}
