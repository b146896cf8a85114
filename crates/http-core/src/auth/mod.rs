//! Who sends a request: by the token of a session or by an API key.

mod caller;
mod denial;
mod identify;
mod origin;
mod token;

pub use caller::Caller;
pub use denial::{note_denied_command, note_denied_response};
pub use identify::{identify, is_own_account, shows_api_key};
pub use origin::Origin;
pub use token::{PROTOCOL, TokenSource, bearer_token, ticket_in_query, token_in_protocols};
