//! API keys: what programs show in the place of a sign-in. A key acts as its owner, within its scopes.

mod key;
mod presented;
mod scope;

pub use key::{ApiKey, KEY_LIFETIME, KeyName, LAST_USE_WRITTEN_EVERY, MOST_LIVE_KEYS};
pub use presented::PresentedKey;
pub use scope::{KeyScope, KeyScopes};
