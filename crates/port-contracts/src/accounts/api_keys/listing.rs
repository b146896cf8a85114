//! Lists of keys.

use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::ports::{ApiKeyPosition, Total};
use deskhand_domain::testing::an_engineer;

use super::fixture::{an_owner, keep, key};
use crate::Adapter;
use crate::fixtures::{all, at, rows};

pub(crate) async fn keys_are_listed_newest_first_over_all_pages(adapter: &Adapter) {
    let owner = an_owner(adapter).await;
    let other = an_engineer().build();
    adapter.keep_people(std::slice::from_ref(&other)).await;
    // Several in each minute, so that ids have to break ties.
    let mut keys: Vec<ApiKey> =
        (0..20_u64).map(|n| ApiKey { created_at: at(n.cast_signed() / 3), ..key(n, &owner) }).collect();
    keys[7].expires_at = Some(at(0));
    let hidden = [ApiKey { revoked_at: Some(at(1)), ..key(50, &owner) }, key(51, &other)];
    keep(adapter, &keys).await;
    keep(adapter, &hidden).await;
    keys.sort_by_key(|key| std::cmp::Reverse(ApiKeyPosition::of(key)));
    for limit in [1, 3, 100] {
        let limit = rows(limit);
        let read = async |after| adapter.api_keys.list(owner.id, after, limit, false).await.unwrap();
        assert_eq!(all(limit, ApiKeyPosition::of, read).await, keys);
    }
    let counted = adapter.api_keys.list(owner.id, Some(ApiKeyPosition::of(&keys[5])), rows(2), true).await.unwrap();
    assert_eq!(counted.total, Some(Total::of(20)));
}
