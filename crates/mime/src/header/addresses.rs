use deskhand_domain::incoming::{IncomingAddress, Mailbox};
use mail_parser::HeaderValue;
use mail_parser::parsers::MessageStream;

use super::plain::plain;
use crate::decode::{EncodedWords, one_line};

/// The most addresses that are kept of one field. Letters to more people exist, and nothing of ours is found so far behind.
const MOST_ADDRESSES: usize = 1_000;

/// The addresses of fields such as `To`, with their names. What is no address is left out.
pub(super) fn mailboxes<'m>(values: impl Iterator<Item = &'m [u8]>) -> Vec<Mailbox> {
    values.flat_map(mailboxes_in).take(MOST_ADDRESSES).collect()
}

fn mailboxes_in(value: &[u8]) -> Vec<Mailbox> {
    let mut words = EncodedWords::default();
    // The parser wants the end of the line.
    let text = words.take_out(value) + "\n";
    let HeaderValue::Address(parsed) = MessageStream::new(text.as_bytes()).parse_address() else { return Vec::new() };
    let mailboxes = parsed.iter().filter_map(|found| {
        let address = IncomingAddress::parse(found.address.as_deref()?).ok()?;
        let name = found.name.as_deref().map(|name| one_line(&words.put_back(name)));
        Some(Mailbox { name: name.filter(|name| !name.is_empty()), address })
    });
    mailboxes.take(MOST_ADDRESSES).collect()
}

/// The addresses of fields that servers write, such as `Delivered-To`: one in each, without a name.
pub(super) fn bare<'m>(values: impl Iterator<Item = &'m [u8]>) -> Vec<IncomingAddress> {
    values.filter_map(|value| IncomingAddress::parse(&plain(value)).ok()).collect()
}
