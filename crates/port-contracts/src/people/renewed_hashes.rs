//! Replacing the hash of a password.

use deskhand_domain::people::PasswordHash;
use deskhand_domain::ports::PersonKey;
use deskhand_domain::testing::a_customer;

use crate::Adapter;

pub(crate) async fn a_renewed_hash_takes_the_place_of_the_one_it_renews_and_of_no_other(adapter: &Adapter) {
    let [old, new, late] = ["old", "new", "late"].map(|text| PasswordHash::new(text.to_owned()));
    let mut ada = a_customer().build();
    ada.renew_hash(old.clone());
    adapter.keep_people(&[ada.clone()]).await;
    for (hash, is_first) in [(&new, true), (&late, false)] {
        let mut uow = adapter.begin().await;
        assert_eq!(uow.people().renew_password_hash(ada.id, &old, hash).await.unwrap(), is_first);
        uow.commit().await.unwrap();
    }
    let stored = adapter.people.find(PersonKey::Id(ada.id)).await.unwrap().unwrap().person;
    ada.renew_hash(new);
    assert_eq!(stored, ada, "with the same version");
}
