//! The measurements on one database.

mod idle;
mod overload;
mod pairs;
mod rows;

pub(crate) use idle::idle;
pub(crate) use overload::overload;
pub(crate) use rows::{compare, growth, opening};

use crate::build::Build;
use crate::data::Store;
use crate::load::Oha;
use crate::plan::Plan;
use crate::site::Site;

/// What every measurement needs.
pub(crate) struct Bench<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) oha: &'a Oha,
    pub(crate) store: &'a Store,
    pub(crate) ours: &'a Build,
}

impl<'a> Bench<'a> {
    async fn site(&self, build: &Build, tickets: u32, label: &'static str) -> anyhow::Result<Site<'a>> {
        Site::start(build, self.store, tickets, label).await
    }
}
