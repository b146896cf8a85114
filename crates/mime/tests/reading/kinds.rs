//! Rows 20, 22, 24 and 25: from the bytes of a mail to its kind.

use deskhand_domain::incoming::{IncomingKind, MailMessageId, OwnMail};

use crate::builder::{Part, Read as _, mail, part, typed};
use crate::corpus::STATUS;

fn kind(mail: &Part) -> IncomingKind {
    let has_issued = |id: &MailMessageId| id.as_str() == "notice@desk.example";
    IncomingKind::of(&mail.read(), &OwnMail { loop_id: "d3sk", has_issued: &has_issued })
}

#[test]
fn the_kind_is_read_from_the_header() {
    let table = [
        ("X-Other: 1", IncomingKind::Human),
        ("X-Deskhand-Loop: d3sk", IncomingKind::Own),
        ("x-deskhand-loop:d3sk ", IncomingKind::Own),
        ("X-Deskhand-Loop: another", IncomingKind::Human),
        ("Auto-Submitted: auto-replied (vacation)", IncomingKind::AutomaticAnswer),
        ("Auto-Submitted:\r\n Auto-Replied; owner-email=x", IncomingKind::AutomaticAnswer),
        ("Auto-Submitted: no", IncomingKind::Human),
        ("Auto-Submitted: auto-generated", IncomingKind::Machine),
        ("X-Autoreply: yes", IncomingKind::AutomaticAnswer),
        ("X-Autorespond: x", IncomingKind::AutomaticAnswer),
        ("Precedence: auto_reply", IncomingKind::AutomaticAnswer),
        ("X-MS-Exchange-Inbox-Rules-Loop: ada@client.example", IncomingKind::AutomaticAnswer),
        ("X-POST-MessageClass: 9; Autoresponder", IncomingKind::AutomaticAnswer),
        ("Return-Path: <>", IncomingKind::AutomaticAnswer),
        ("Return-Path: <ada@client.example>", IncomingKind::Human),
        ("Sender: no-reply@saas.example", IncomingKind::Machine),
        ("List-Id: <all.client.example>", IncomingKind::List),
        ("List-Unsubscribe: <https://a.example>", IncomingKind::List),
        ("Precedence: bulk", IncomingKind::List),
        ("Precedence: first-class\r\nPrecedence: junk", IncomingKind::List),
        ("X-Auto-Response-Suppress: All", IncomingKind::Human),
        ("Subject: Out of office", IncomingKind::Human),
    ];
    for (line, expected) in table {
        assert_eq!(kind(&mail().line(line).body("words")), expected, "{line}");
    }
    let circle = "Received: by mx.example; Mon, 4 May 2026 10:04:00 +0000\r\n".repeat(51);
    assert_eq!(kind(&mail().line(circle.trim_end()).body("words")), IncomingKind::Own);
    let ours =
        part().line("From: support@desk.example").line("To: x@y.example").line("Message-ID: <notice@desk.example>");
    assert_eq!(kind(&ours.body("words")), IncomingKind::Own);
}

#[test]
fn bounces_are_known_by_their_form() {
    let report = |kind: &str, parts: &[Part]| mail().multipart(&format!("report; report-type={kind}"), "b", parts);
    let status = typed("message/delivery-status", STATUS);
    assert_eq!(kind(&report("delivery-status", &[status])), IncomingKind::Bounce);
    assert_eq!(kind(&report("disposition-notification", &[])), IncomingKind::OtherReport);
    let returned = typed("message/rfc822", "Message-ID: <notice@desk.example>\r\n\r\nold");
    let plain = |null: bool| mail().line(if null { "Return-Path: <>" } else { "X-A: 1" });
    assert_eq!(kind(&plain(true).multipart("mixed", "b", std::slice::from_ref(&returned))), IncomingKind::Bounce);
    assert_eq!(kind(&plain(false).multipart("mixed", "b", &[returned])), IncomingKind::Human);
    let text = |id: &str| plain(true).body(format!("Sorry.\r\n\r\nMessage-ID: <{id}@desk.example>\r\n"));
    assert_eq!(kind(&text("notice")), IncomingKind::Bounce);
    assert_eq!(kind(&text("forged")), IncomingKind::AutomaticAnswer);
}
