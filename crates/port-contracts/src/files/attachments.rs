//! The files of messages, and those that no message has yet.

use deskhand_domain::AttachmentId;
use deskhand_domain::testing::a_customer;
use deskhand_domain::ticket::MessageKind;

use super::fixture::{Conversation, a_conversation, a_file, attach, blob, keep, message_id};
use crate::Adapter;
use crate::fixtures::{at, id};

pub(crate) async fn the_files_of_messages_are_read_in_the_order_in_which_they_arrived(adapter: &Adapter) {
    let Conversation { ticket, customer } = a_conversation(adapter).await;
    let files = [3, 1, 2, 4].map(|n| a_file(n, customer));
    keep(adapter, &files).await;
    let third = attach(adapter, &files[0], 1).await;
    let first = attach(adapter, &files[1], 1).await;
    let second = attach(adapter, &files[2], 2).await;
    let of_note = attach(adapter, &files[3], 3).await;

    let queries = &adapter.attachments;
    let both = [message_id(1), message_id(2)];
    assert_eq!(queries.of_messages(&both).await.unwrap(), [first.clone(), second, third.clone()]);
    assert_eq!(queries.of_messages(&[]).await.unwrap(), []);
    assert_eq!(queries.of_opening(ticket).await.unwrap(), [first.clone(), third.clone()]);
    assert_eq!(adapter.begin().await.attachments().of_opening(ticket).await.unwrap(), [first, third]);
    assert_eq!(queries.of_messages(&[message_id(3)]).await.unwrap(), [of_note]);
}

pub(crate) async fn a_file_is_found_in_its_own_ticket_and_one_of_a_note_only_where_notes_are(adapter: &Adapter) {
    let Conversation { ticket, customer } = a_conversation(adapter).await;
    let files = [1, 2, 3].map(|n| a_file(n, customer));
    keep(adapter, &files).await;
    let (public, of_note) = (attach(adapter, &files[0], 2).await, attach(adapter, &files[1], 3).await);
    let open = &files[2];

    let queries = &adapter.attachments;
    let other = deskhand_domain::testing::ticket_id(99);
    assert_eq!(queries.find_in(ticket, false, public.id).await.unwrap(), Some(public.clone()));
    assert_eq!(queries.find_in(other, true, public.id).await.unwrap(), None);
    assert_eq!(queries.find_in(ticket, false, of_note.id).await.unwrap(), None);
    assert_eq!(queries.find_in(ticket, true, of_note.id).await.unwrap(), Some(of_note.clone()));
    assert_eq!(queries.find_in(ticket, true, open.id).await.unwrap(), None);
    assert_eq!(queries.find_attached(of_note.id).await.unwrap(), Some(of_note.clone()));
    assert_eq!(queries.find_attached(open.id).await.unwrap(), None);
    let mut uow = adapter.begin().await;
    let found = uow.attachments().find_in(ticket, of_note.id).await.unwrap();
    assert_eq!(found, Some((of_note, MessageKind::Note)));
    assert_eq!(uow.attachments().find_in(other, public.id).await.unwrap(), None);
}

pub(crate) async fn an_upload_is_open_for_its_uploader_until_a_message_has_it_or_its_time_is_over(adapter: &Adapter) {
    let Conversation { customer, .. } = a_conversation(adapter).await;
    let stranger = a_customer().username("stranger").build();
    adapter.keep_people(std::slice::from_ref(&stranger)).await;
    let files = [1, 2, 3].map(|n| a_file(n, customer));
    keep(adapter, &files).await;
    let ids: Vec<_> = files.iter().map(|file| file.id).chain([AttachmentId::new(id(77))]).collect();

    let open = async |uploader, after| {
        let mut uow = adapter.begin().await;
        let mut open = uow.attachments().find_open(uploader, &ids, after).await.unwrap();
        open.sort_by_key(|file| file.id);
        (open, uow.attachments().open_bytes(uploader, after).await.unwrap())
    };
    assert_eq!(open(customer, at(0)).await, (files.to_vec(), 600));
    assert_eq!(open(customer, at(1)).await, (files[1..].to_vec(), 500), "the first is as old as that");
    assert_eq!(open(stranger.id, at(0)).await, (Vec::new(), 0));
    attach(adapter, &files[2], 1).await;
    assert_eq!(open(customer, at(0)).await, (files[..2].to_vec(), 300));
}

pub(crate) async fn uploads_without_a_message_are_forgotten_in_bounded_numbers(adapter: &Adapter) {
    let Conversation { customer, ticket } = a_conversation(adapter).await;
    let files = [1, 2, 3, 4].map(|n| a_file(n, customer));
    keep(adapter, &files).await;
    let attached = attach(adapter, &files[0], 1).await;
    let forget = async |limit| {
        let mut uow = adapter.begin().await;
        let forgotten = uow.attachments().forget_open(at(3), limit).await.unwrap();
        uow.commit().await.unwrap();
        forgotten
    };
    assert_eq!((forget(1).await, forget(9).await, forget(9).await), (1, 1, 0));
    assert_eq!(adapter.attachments.of_opening(ticket).await.unwrap(), [attached]);
    let ids = [files[3].id];
    assert_eq!(adapter.begin().await.attachments().find_open(customer, &ids, at(0)).await.unwrap(), [files[3].clone()]);
}

pub(crate) async fn a_removed_file_keeps_its_place_without_name_and_content(adapter: &Adapter) {
    let Conversation { ticket, customer } = a_conversation(adapter).await;
    let file = a_file(1, customer);
    keep(adapter, std::slice::from_ref(&file)).await;
    let mut removed = attach(adapter, &file, 1).await;
    removed.remove(at(9));
    let mut uow = adapter.begin().await;
    uow.attachments().update(&removed).await.unwrap();
    assert!(uow.attachments().condemn_blob(blob(1).digest, at(9), at(0), at(9)).await.unwrap(), "nothing uses it");
    uow.commit().await.unwrap();
    assert_eq!(adapter.attachments.of_opening(ticket).await.unwrap(), [removed]);
}

pub(crate) async fn a_deleted_ticket_takes_its_files_and_leaves_their_contents_to_the_sweep(adapter: &Adapter) {
    let Conversation { ticket, customer } = a_conversation(adapter).await;
    let files = [1, 2].map(|n| a_file(n, customer));
    keep(adapter, &files).await;
    attach(adapter, &files[0], 2).await;
    let mut uow = adapter.begin().await;
    uow.tickets().delete(ticket).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(adapter.attachments.find_attached(files[0].id).await.unwrap(), None);
    assert_eq!(adapter.attachments.condemnable(at(9), at(9), 9).await.unwrap(), [blob(1).digest]);
}
