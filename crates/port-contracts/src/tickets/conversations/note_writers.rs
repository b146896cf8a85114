//! The people who wrote notes.

use deskhand_domain::ticket::MessageKind;

use super::fixture::keep_conversation;
use crate::Adapter;
use crate::fixtures::sorted;

pub(crate) async fn note_writers_are_named_once(adapter: &Adapter) {
    let conversation = keep_conversation(adapter).await;
    let notes = conversation.messages.iter().filter(|message| message.kind == MessageKind::Note);
    let mut expected = sorted(notes.map(|note| note.author));
    expected.dedup();
    let writers = adapter.begin().await.tickets().note_writers(conversation.ticket).await.unwrap();
    assert_eq!(sorted(writers.iter().map(|writer| writer.id)), expected);
    assert!(writers.iter().all(|writer| conversation.people.contains(writer)));
}
