//! Mails as files.

use std::fs;

use crate::fixtures::{about_account, became, changed, composer, line, outgoing, said};
use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{MailKind, Reason};
use deskhand_domain::ports::{Notifier, NotifyError, OutgoingMail};
use deskhand_email::EmlNotifier;

fn a_letter() -> OutgoingMail {
    outgoing(MailKind::RequestPosted, Reason::Assignee, vec![said(EventKind::RequestPosted, "Any news?")])
}

#[tokio::test]
async fn the_same_notice_twice_is_one_file_with_the_same_bytes() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data/mail");
    let notifier = EmlNotifier::new(composer(), &folder);
    notifier.send(a_letter()).await.unwrap();
    let file = folder.join(format!("{}.eml", a_letter().mail.id));
    let first = fs::read(&file).unwrap();
    notifier.send(a_letter()).await.unwrap();
    assert_eq!(fs::read(&file).unwrap(), first);
    assert_eq!(fs::read_dir(notifier.folder()).unwrap().count(), 1, "something unfinished was left behind");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_a_fault_of_the_moment() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("mail");
    fs::write(&file, "not a folder").unwrap();
    let outcome = EmlNotifier::new(composer(), &file).send(a_letter()).await;
    assert!(
        matches!(outcome, Err(NotifyError::Transient(ref words)) if words.contains("cannot be written")),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn no_link_leads_anywhere_but_to_the_public_url() {
    for (kind, lines) in [
        (MailKind::AccountStatusChanged, vec![became(EventKind::AccountStatusChanged, "approved")]),
        (MailKind::EngineerSignedUp, vec![line(EventKind::SignedUp)]),
        (MailKind::TicketChanged, vec![changed(EventKind::TitleChanged, "http://evil.example", "x")]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let outgoing = if kind == MailKind::TicketChanged {
            outgoing(kind, Reason::Reporter, lines)
        } else {
            about_account(kind, Reason::OwnAccount, lines)
        };
        let file = folder.path().join(format!("{}.eml", outgoing.mail.id));
        EmlNotifier::new(composer(), folder.path()).send(outgoing).await.unwrap();
        let raw = fs::read(file).unwrap();
        let mail = mail_parser::MessageParser::default().parse(&raw).unwrap();
        let html = mail.body_html(0).unwrap();
        let links: Vec<&str> = html.split("href=\"").skip(1).collect();
        assert!(!links.is_empty(), "{html}");
        assert!(links.iter().all(|link| link.starts_with("https://desk.example.com")), "{html}");
    }
}
