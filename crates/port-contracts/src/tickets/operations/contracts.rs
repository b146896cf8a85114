//! Random operations on tickets and accounts: afterwards the loads are true, and every assignee works.

use std::sync::Arc;

use deskhand_domain::testing::{a_customer, a_superadmin, an_admin, an_engineer};

use super::consistency::assert_consistent;
use super::fixture::Staffed;
use super::operate::operate;
use crate::Adapter;
use crate::fixtures::{Random, UseCaseSetup, at_once, setup, several};

pub(crate) async fn loads_are_true_and_every_assignee_works_after_each_of_500_operations(adapter: &Adapter) {
    let staffed = staff(adapter).await;
    let mut random = Random::new(29);
    for n in 0..500 {
        operate(&staffed, &mut random).await;
        if n % 10 == 9 {
            assert_consistent(adapter, &staffed.people).await;
        }
    }
    assert_consistent(adapter, &staffed.people).await;
}

pub(crate) async fn loads_are_true_and_every_assignee_works_after_500_operations_by_ten_at_once(adapter: &Adapter) {
    let staffed = Arc::new(staff(adapter).await);
    at_once(10, |seed| {
        let staffed = Arc::clone(&staffed);
        async move {
            let mut random = Random::new(31 + seed);
            for _ in 0..50 {
                operate(&staffed, &mut random).await;
            }
        }
    })
    .await;
    assert_consistent(adapter, &staffed.people).await;
}

async fn staff(adapter: &Adapter) -> Staffed {
    let groups = [several(1, a_superadmin), several(2, an_admin), several(5, an_engineer), several(4, a_customer)];
    let people = groups.concat();
    adapter.keep_people(&people).await;
    let UseCaseSetup { use_cases, clock } = setup(adapter);
    Staffed { use_cases, clock, people, reads: Arc::clone(&adapter.people) }
}
