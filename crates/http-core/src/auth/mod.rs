//! Who sends a request: by the token of a session, by an API key or by the cookie of a browser.

mod browser_cookie;
mod caller;
mod denial;
mod identify;
mod origin;
mod own_pages;
mod token;

pub use browser_cookie::BrowserCookie;
pub use caller::Caller;
pub use denial::{note_denied_command, note_denied_response};
pub(crate) use identify::RenewedCookie;
pub use identify::{identify, is_own_account, shows_api_key};
pub use origin::Origin;
pub use own_pages::is_from_own_pages;
pub use token::{PROTOCOL, TokenSource, bearer_token, ticket_in_query, token_in_protocols};
