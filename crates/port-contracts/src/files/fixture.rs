use deskhand_domain::files::{Attachment, Blob, BlobDigest, FileKind, FileName};
use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_domain::ticket::MessageKind;
use deskhand_domain::{AttachmentId, MessageId, PersonId, TicketId};

use crate::Adapter;
use crate::fixtures::{at, id, message};

/// A ticket with two requests and a note: the messages 1, 2 and 3.
pub(super) struct Conversation {
    pub(super) ticket: TicketId,
    pub(super) customer: PersonId,
}

pub(super) async fn a_conversation(adapter: &Adapter) -> Conversation {
    let customer = a_customer().build();
    let ticket = a_ticket().build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let kinds = [MessageKind::Request, MessageKind::Request, MessageKind::Note];
    let messages: Vec<_> = (1..).zip(kinds).map(|(n, kind)| message(n, ticket.id, kind, customer.id)).collect();
    adapter.keep_messages(&messages).await;
    Conversation { ticket: ticket.id, customer: customer.id }
}

/// The nth content.
pub(super) fn blob(n: u8) -> Blob {
    Blob { digest: BlobDigest([n; 32]), size: 100 * u64::from(n) }
}

/// The nth file, which arrived `n` minutes after the start and has the nth content.
pub(super) fn a_file(n: u8, uploader: PersonId) -> Attachment {
    Attachment {
        id: AttachmentId::new(id(u64::from(n))),
        message: None,
        uploader,
        name: FileName::of(&format!("Größe {n}.txt")),
        kind: FileKind::Text,
        content: Some(blob(n)),
        created_at: at(i64::from(n)),
        removed_at: None,
    }
}

pub(super) fn message_id(n: u64) -> MessageId {
    MessageId::new(id(n))
}

/// Stores these files, each with its claimed content.
pub(super) async fn keep(adapter: &Adapter, files: &[Attachment]) {
    let mut uow = adapter.begin().await;
    for file in files {
        uow.attachments().claim_blob(file.content.unwrap(), file.created_at).await.unwrap();
        uow.attachments().add(file).await.unwrap();
    }
    uow.commit().await.unwrap();
}

/// Gives a file to a message, and returns it as it is then.
pub(super) async fn attach(adapter: &Adapter, file: &Attachment, n: u64) -> Attachment {
    let mut uow = adapter.begin().await;
    uow.attachments().attach(&[file.id], message_id(n)).await.unwrap();
    uow.commit().await.unwrap();
    Attachment { message: Some(message_id(n)), ..file.clone() }
}
