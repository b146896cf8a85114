//! What a promise is, and how an adapter is held to all of them.

use futures::future::LocalBoxFuture;

use crate::Adapter;

/// Something that every adapter must do.
pub struct Promise {
    /// What it is, as a sentence.
    pub name: &'static str,
    /// Panics where the adapter does not keep it. The adapter must be fresh.
    pub run: fn(Adapter) -> LocalBoxFuture<'static, ()>,
}

/// Tries one promise on a fresh adapter.
///
/// # Panics
/// Where the promise is broken, or there is none of that name.
pub async fn keep(name: &str, adapter: Adapter) {
    match PROMISES.iter().find(|promise| promise.name == name) {
        Some(promise) => (promise.run)(adapter).await,
        None => panic!("nobody promised {name}"),
    }
}

/// Every promise, in the order of the list.
pub const PROMISES: &[Promise] = crate::promises! { @list table [] };

/// Makes one test of each promise. `$make_adapter` is an `async fn() -> Adapter`; the crate that calls this needs
/// tokio with `macros` and `rt-multi-thread`.
#[macro_export]
macro_rules! contract_suite {
    ($make_adapter:path) => {
        $crate::promises! { @list tests [$make_adapter] }
    };
}
