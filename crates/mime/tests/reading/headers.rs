//! What is read from the header: addresses, ids, dates, what servers wrote.

use deskhand_domain::incoming::{AuthenticationVerdict, IncomingAddress, IncomingMail, MailMessageId};

use crate::builder::{Read as _, mail, part};

fn addresses(mail: &IncomingMail) -> Vec<&str> {
    mail.to.iter().map(|mailbox| mailbox.address.as_str()).collect()
}

#[test]
fn every_from_header_is_counted_and_read() {
    let two = mail().line("From: Eve <eve@evil.example>").body("x").read();
    assert_eq!((two.from_headers, two.from.len(), two.author()), (2, 2, None));
    let list = part().line("From: ada@client.example, bob@client.example").body("x").read();
    assert_eq!((list.from_headers, list.from.len(), list.author()), (1, 2, None));
    let none = part().line("To: support@desk.example").body("x").read();
    assert_eq!((none.from_headers, none.author()), (0, None));
    let folded = mail().line("X-A: 1\r\n \r\nFrom: Eve <eve@evil.example>").body("x").read();
    assert_eq!((folded.from_headers, folded.text.as_str()), (2, "x"), "a line of white space ends no header");
    let odd = part().line("from : ada@client.example").body("x").read();
    assert_eq!(odd.author().unwrap().address.as_str(), "ada@client.example");
    let other = mail().line("Sender: eve@evil.example").line("Reply-To: \"E\" <eve@evil.example>").body("x").read();
    assert_eq!(other.author().unwrap().address.as_str(), "ada@client.example");
    assert_eq!((other.sender.unwrap().address.domain(), other.reply_to.len()), ("evil.example", 1));
}

/// Programs differ in which address of such a field they take. The server that checked one may have checked another.
#[test]
fn a_from_header_that_may_be_read_in_two_ways_has_no_author() {
    for from in [
        "<ada@client.example> <eve@evil.example>",
        "<ada@client.example>eve@evil.example",
        "ada@client.example eve@evil.example",
        "Ada <ada@client.example> eve@evil.example",
        "<ada@client.example> (x) <eve@evil.example>",
        "<<ada@client.example>eve@evil.example>",
        "<@evil.example:ada@client.example>",
        "ada@client.example(x)@evil.example",
        "ada@client.example, <eve@evil.example",
        "\"ada@client.example",
    ] {
        let read = part().line(format!("From: {from}")).body("x").read();
        let author = read.author().and_then(|author| author.address.to_email());
        assert_eq!(author, None, "{from}: {:?}", read.from);
    }
}

#[test]
fn addresses_are_read_in_all_of_their_forms() {
    let to = |value: &str| part().line(format!("To: {value}")).line("From: a@b.example").body("x").read();
    let table = [
        ("a@a.example", vec!["a@a.example"]),
        ("a@a.example, <b@b.example>, \"C, c\" <c@c.example>", vec!["a@a.example", "b@b.example", "c@c.example"]),
        ("team: a@a.example, B <b@b.example>;", vec!["a@a.example", "b@b.example"]),
        ("undisclosed-recipients:;", vec![]),
        ("A\r\n <a@a.example>,\r\n\tb@b.example", vec!["a@a.example", "b@b.example"]),
        ("support+r42-TAG@desk.example", vec!["support+r42-TAG@desk.example"]),
        ("no address", vec![]),
        ("", vec![]),
    ];
    for (value, expected) in table {
        assert_eq!(addresses(&to(value)), expected, "{value}");
    }
}

#[test]
fn the_addresses_of_delivery_come_first_and_in_order() {
    let read = mail()
        .line("X-Envelope-To: d@desk.example")
        .line("Envelope-To: c@desk.example")
        .line("X-Original-To: b@desk.example")
        .line("Delivered-To: <a@desk.example>")
        .line("Cc: e@desk.example")
        .body("x")
        .read();
    let all: Vec<_> = read.recipients().map(IncomingAddress::local_part).collect();
    assert_eq!(all, ["a", "b", "c", "d", "support", "e"]);
}

#[test]
fn ids_dates_and_results_are_read() {
    let read = mail()
        .line("Authentication-Results: mx.desk.example;\r\n dmarc=pass (a=b) header.from=client.example")
        .line("Authentication-Results: mx.evil.example; dmarc=fail")
        .line("In-Reply-To: <a@b> (comment)")
        .line("References: <root@b>\r\n <r42-tag@b> <long\r\n @b>")
        .line("Date: Mon, 4 May 2026 10:04:00 +0200")
        .line("X-Spam-Flag: YES")
        .line("X-Spam-Status: Yes, score=9")
        .body("x")
        .read();
    assert_eq!(read.message_id.as_ref().unwrap().as_str(), "first@client.example");
    assert_eq!(read.in_reply_to[0].as_str(), "a@b");
    let references: Vec<_> = read.references.iter().map(MailMessageId::as_str).collect();
    assert_eq!(references, ["root@b", "r42-tag@b", "long@b"]);
    assert_eq!(read.date.unwrap().unix_timestamp(), 1_777_881_840);
    assert_eq!(read.marks.spam, ["X-Spam-Flag: YES", "X-Spam-Status: Yes, score=9"]);
    assert_eq!(read.authentication(&["mx.desk.example".to_owned()]), AuthenticationVerdict::Pass);
    let spaced = mail().line("Authentication-Results : mx.desk.example; dmarc=pass").body("x").read();
    assert_eq!(spaced.authentication_results, [""; 0], "servers may not take this form out");
    assert_eq!(read.authentication(&["mx.evil.example".to_owned()]), AuthenticationVerdict::None, "not the topmost");
    let bare =
        part().line("From: a@b.example").line("References: a@b c@d words").line("Date: yesterday").body("x").read();
    assert_eq!((bare.references.len(), bare.date, bare.message_id), (2, None, None));
    for date in ["31 Feb 2026 10:00 +0000", "Mon, 99 May 99999999999 99:99:99 +9999", "\u{0}", "4 May"] {
        assert_eq!(
            part().line("From: a@b.example").line(format!("Date: {date}")).body("x").read().date,
            None,
            "{date}"
        );
    }
}
