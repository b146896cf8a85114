//! Webhooks, for admins.

mod create;
mod deliveries;
mod delivery_json;
mod list;
mod redeliver;
mod remove;
mod rotate_secret;
mod secret;
mod show;
mod test;
mod update;
mod webhook_json;

pub(crate) use create::create_webhook;
pub(crate) use deliveries::{list_deliveries, show_delivery};
pub(crate) use list::list_webhooks;
pub(crate) use redeliver::{redeliver_one, redeliver_since};
pub(crate) use remove::remove_webhook;
pub(crate) use rotate_secret::rotate_webhook_secret;
pub(crate) use show::show_webhook;
pub(crate) use test::test_webhook;
pub(crate) use update::update_webhook;
