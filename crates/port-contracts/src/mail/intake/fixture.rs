use deskhand_domain::IncomingMailId;
use deskhand_domain::files::{Blob, BlobDigest};
use deskhand_domain::incoming::{ArrivedMail, IncomingKind, MailDigest, MailReading, Settlement, TakenMail, Transport};
use deskhand_domain::people::EmailAddress;

use crate::Adapter;
use crate::fixtures::{at, id};

pub(super) const SENDER: &str = "ada@client.example";

/// The nth mail, which came in `n` minutes after the start and has the nth raw content.
pub(super) fn a_mail(n: u8) -> TakenMail {
    let recipients = vec![EmailAddress::parse("support@desk.example").unwrap()];
    let raw = Blob { digest: BlobDigest([n; 32]), size: u64::from(n) };
    let (id, digest) = (IncomingMailId::new(id(u64::from(n))), MailDigest([n; 32]));
    let arrived = ArrivedMail {
        raw: Vec::new(),
        sender: Some(String::new()),
        recipients,
        transport: Transport::Lmtp,
        left: None,
    };
    TakenMail::new(id, digest, &arrived, raw, at(i64::from(n)))
}

/// What was read of a mail of [`SENDER`].
pub(super) fn a_reading() -> MailReading {
    MailReading {
        author: Some(SENDER.to_owned()),
        author_name: Some("Ada".to_owned()),
        person: None,
        is_by_stranger: true,
        subject: "The lamp".to_owned(),
        kind: IncomingKind::Human,
        content: Some(MailDigest([200; 32])),
    }
}

/// The nth mail, read, and settled in the nth minute.
pub(super) fn a_settled_mail(n: u8, settlement: Settlement) -> TakenMail {
    let mut mail = TakenMail { reading: Some(a_reading()), ..a_mail(n) };
    mail.settle(settlement, at(i64::from(n)));
    mail
}

/// Stores these mails, each with its claimed content.
pub(super) async fn keep(adapter: &Adapter, mails: &[TakenMail]) {
    let mut uow = adapter.begin().await;
    for mail in mails {
        uow.attachments().claim_blob(mail.raw.unwrap(), mail.received_at).await.unwrap();
        assert_eq!(uow.mail_intake().append(mail).await.unwrap(), None);
    }
    uow.commit().await.unwrap();
}

pub(super) async fn update(adapter: &Adapter, mail: &TakenMail) {
    let mut uow = adapter.begin().await;
    uow.mail_intake().update(mail).await.unwrap();
    uow.commit().await.unwrap();
}

/// The mail as units of work see it now.
pub(super) async fn find(adapter: &Adapter, mail: &TakenMail) -> Option<TakenMail> {
    adapter.begin().await.mail_intake().find(mail.id).await.unwrap()
}
