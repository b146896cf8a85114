//! Who gets mail, how much of it, in which order, and what a mail server that refuses everything does to it.

mod budgets;
mod digest;
mod entitled_later;
mod frequency;
mod gathering;
mod mute_link;
mod order;
mod refusals;
mod solution_link;
mod unverified;

use crate::support::Mail;

/// The subjects of the mails to this address.
fn subjects<'a>(mails: &'a [Mail], address: &str) -> Vec<&'a str> {
    mails.iter().filter(|mail| mail.to == address).map(|mail| mail.subject.as_str()).collect()
}
