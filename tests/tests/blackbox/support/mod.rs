//! What the tests speak in: an application on a free port, people with tokens, answers, and a mailbox.

mod answer;
mod mailbox;
mod person;
mod test_app;

pub(crate) use answer::Answer;
pub(crate) use mailbox::Mail;
pub(crate) use person::Person;
pub(crate) use test_app::{TestApp, TestAppBuilder};
