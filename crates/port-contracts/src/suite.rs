//! What a contract is, and how an adapter is checked against all of them.

use futures::future::LocalBoxFuture;

use crate::Adapter;

/// One promise of the ports, as a test.
pub struct Contract {
    /// The promise as a sentence.
    pub name: &'static str,
    /// Panics where the adapter breaks the promise. The adapter must be empty.
    pub run: fn(Adapter) -> LocalBoxFuture<'static, ()>,
}

/// Checks one contract on an empty adapter.
///
/// # Panics
/// Where the contract is broken, or there is none of that name.
pub async fn check(name: &str, adapter: Adapter) {
    match CONTRACTS.iter().find(|contract| contract.name == name) {
        Some(contract) => (contract.run)(adapter).await,
        None => panic!("there is no contract called {name}"),
    }
}

/// Every contract, in the order of the list.
pub const CONTRACTS: &[Contract] = crate::contracts! { @list table [] };

/// Makes one test of each contract. `$make_adapter` is an `async fn() -> Adapter`; the crate that calls this needs
/// tokio with `macros` and `rt-multi-thread`.
#[macro_export]
macro_rules! contract_suite {
    ($make_adapter:path) => {
        $crate::contracts! { @list tests [$make_adapter] }
    };
}
