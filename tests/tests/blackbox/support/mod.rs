//! The test harness: an application on a free port, signed-in people, answers, and a mailbox.

mod answer;
mod any_call;
mod archive;
mod contract;
pub(crate) mod feed;
mod keys;
mod mailbox;
mod person;
pub(crate) mod schema;
mod storage;
mod test_app;
mod ticket_verbs;

pub(crate) use answer::Answer;
pub(crate) use contract::{Contract, Operation};
pub(crate) use mailbox::Mail;
pub(crate) use person::Person;
pub(crate) use test_app::{PASSWORD, TestApp, TestAppBuilder};
pub(crate) use ticket_verbs::path_of;
