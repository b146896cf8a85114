use deskhand_domain::incoming::MailMessageId;

use super::plain::plain;

/// The most ids that are kept. A thread of so many mails has all that matters among them.
const MOST_IDS: usize = 1_000;

/// The ids in angle brackets. Where there are no brackets, the words with an `@`.
pub(crate) fn message_ids<'m>(values: impl IntoIterator<Item = &'m [u8]>) -> Vec<MailMessageId> {
    values.into_iter().flat_map(ids_in).take(MOST_IDS).collect()
}

fn ids_in(value: &[u8]) -> Vec<MailMessageId> {
    let text = plain(value);
    let ids: Vec<_> = if text.contains('<') {
        // Long ids are folded by some programs: white space in the brackets is no part of them.
        text.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(id, _)| id.replace(' ', "")).collect()
    } else {
        text.split_whitespace().filter(|word| word.contains('@')).map(str::to_owned).collect()
    };
    ids.iter().filter_map(|id| MailMessageId::parse(id).ok()).collect()
}
