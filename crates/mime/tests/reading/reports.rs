//! Rows 24 and 25: delivery reports, as they are read.

use deskhand_domain::incoming::{DeliveryAction, DeliveryReport, IncomingMail, MailMessageId, MailReport};

use crate::builder::{Part, Read as _, mail, part, typed};
use crate::corpus::STATUS;

const RETURNED: &str = "From: support@desk.example\r\nMessage-ID: <notice@desk.example>\r\nSubject: old\r\n";

fn report(parts: &[Part]) -> IncomingMail {
    mail().line("Return-Path: <>").multipart("report; report-type=\"Delivery-Status\"", "b", parts).read()
}

fn delivery(mail: &IncomingMail) -> &DeliveryReport {
    match &mail.report {
        Some(MailReport::Delivery(report)) => report,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_delivery_report_is_read_for_each_recipient() {
    let returned = typed("text/rfc822-headers", RETURNED);
    let mail = report(&[typed("text/plain", "It failed."), typed("message/delivery-status", STATUS), returned]);
    let report = delivery(&mail);
    assert_eq!(report.original_envelope_id.as_deref(), Some("b-77"));
    assert_eq!(report.returned_message_id.as_ref().unwrap().as_str(), "notice@desk.example");
    let [ada, bob] = report.recipients.as_slice() else { panic!("{report:?}") };
    assert_eq!((ada.action, ada.status.unwrap().to_string()), (Some(DeliveryAction::Failed), "5.1.1".to_owned()));
    assert_eq!(ada.final_recipient.as_deref(), Some("ada+1@client.example"));
    assert_eq!(ada.original_recipient.as_deref(), Some("ada@client.example"));
    assert_eq!((bob.action, bob.status.unwrap().class), (Some(DeliveryAction::Delayed), 4));
    assert_eq!((mail.text.as_str(), mail.has_returned_mail, mail.marks.null_return_path), ("It failed.", true, true));
    assert_eq!(crate::builder::names(&mail), ["delivery-status.txt", "header.txt"]);
}

#[test]
fn the_returned_mail_may_be_whole_or_missing() {
    let status = || typed("message/delivery-status", STATUS);
    let whole = typed("message/rfc822", format!("{RETURNED}\r\nwords"));
    let mail = report(&[typed("text/plain", "It failed."), status(), whole]);
    assert_eq!(delivery(&mail).returned_message_id.as_ref().unwrap().as_str(), "notice@desk.example");
    let mail = report(&[typed("text/plain", "It failed."), status()]);
    assert_eq!((delivery(&mail).returned_message_id.as_ref(), mail.has_returned_mail), (None, false));
    assert_eq!(delivery(&mail).recipients.len(), 2);
}

#[test]
fn reports_of_odd_form_are_read_as_far_as_they_go() {
    let glued = "Reporting-MTA: dns; mx\nFinal-Recipient: X400; /C=de/S=ada/\nAction: exploded\nStatus: 5.x\n";
    let mail = report(&[typed("message/delivery-status", glued)]);
    let [recipient] = delivery(&mail).recipients.as_slice() else { panic!() };
    assert_eq!((recipient.action, recipient.status), (None, None));
    assert_eq!(recipient.final_recipient.as_deref(), Some("/C=de/S=ada/"));
    let many = "Final-Recipient: rfc822; a@b.example\n\n".repeat(150);
    assert_eq!(delivery(&report(&[typed("message/delivery-status", many)])).recipients.len(), 100);
    assert_eq!(delivery(&report(&[])).recipients, []);
}

#[test]
fn other_reports_and_bounces_of_text_are_known() {
    let read = |kind: &str| mail().multipart(kind, "b", &[typed("text/plain", "seen")]).read().report;
    assert_eq!(read("report; report-type=disposition-notification"), Some(MailReport::Other));
    assert_eq!(read("report; report-type=feedback-report"), Some(MailReport::Other));
    assert_eq!(read("mixed; report-type=delivery-status"), None);
    let text = "Sorry, it failed.\n\n> Message-Id: <notice@desk.example>\nMESSAGE-ID: other@desk.example\n";
    let bounce = part().line("From: MAILER-DAEMON@mx.example").line("Return-Path: <>").body(text).read();
    let ids: Vec<_> = bounce.inner_ids.iter().map(MailMessageId::as_str).collect();
    assert_eq!(ids, ["notice@desk.example", "other@desk.example"]);
}
