//! API keys: the credentials of programs.

mod key_json;
mod list;
mod make;
mod revoke;
mod show;

pub(crate) use list::list_api_keys;
pub(crate) use make::make_api_key;
pub(crate) use revoke::revoke_api_key;
pub(crate) use show::show_api_key;
