//! Webhooks: programs that are sent what happens.

mod managing;
mod retrying;
mod sending;
mod storm;
mod support;
