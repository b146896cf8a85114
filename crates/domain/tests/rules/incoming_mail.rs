//! What kind of mail it is, who stands for it, what its subject says.

use deskhand_domain::incoming::{
    AuthenticationVerdict, DeliveryReport, IncomingAddress, IncomingKind, IncomingMail, MailMarks, MailMessageId,
    MailReport, Mailbox, OwnMail, StatusCode, Subject,
};

fn from(address: &str) -> IncomingMail {
    let mailbox = Mailbox { name: None, address: IncomingAddress::parse(address).unwrap() };
    IncomingMail { from_headers: 1, from: vec![mailbox], ..IncomingMail::default() }
}

fn with(change: impl FnOnce(&mut IncomingMail)) -> IncomingMail {
    let mut mail = from("ada@client.example");
    change(&mut mail);
    mail
}

fn marked(change: impl FnOnce(&mut MailMarks)) -> IncomingMail {
    with(|mail| change(&mut mail.marks))
}

fn id(text: &str) -> MailMessageId {
    MailMessageId::parse(text).unwrap()
}

#[test]
fn the_kind_of_a_mail_follows_from_its_marks() {
    let delivery = || Some(MailReport::Delivery(DeliveryReport::default()));
    let table = [
        ("nothing special", from("ada@client.example"), IncomingKind::Human),
        ("our loop id", with(|m| m.loop_ids = vec!["other".into(), " d3sk ".into()]), IncomingKind::Own),
        ("another desk's loop id", with(|m| m.loop_ids = vec!["other".into()]), IncomingKind::Human),
        ("an id that we issued", with(|m| m.message_id = Some(id("<ours@desk.example>"))), IncomingKind::Own),
        ("51 servers", with(|m| m.received = 51), IncomingKind::Own),
        ("50 servers", with(|m| m.received = 50), IncomingKind::Human),
        ("delivery report", with(|m| m.report = delivery()), IncomingKind::Bounce),
        ("our mail as delivery report", with(|m| (m.report, m.received) = (delivery(), 99)), IncomingKind::Own),
        (
            "null return path, returned mail",
            with(|m| (m.marks.null_return_path, m.has_returned_mail) = (true, true)),
            IncomingKind::Bounce,
        ),
        (
            "null return path, our id in the text",
            with(|m| (m.marks.null_return_path, m.inner_ids) = (true, vec![id("ours@desk.example")])),
            IncomingKind::Bounce,
        ),
        (
            "null return path, another id in the text",
            with(|m| (m.marks.null_return_path, m.inner_ids) = (true, vec![id("theirs@desk.example")])),
            IncomingKind::AutomaticAnswer,
        ),
        ("forwarded mail inside", with(|m| m.has_returned_mail = true), IncomingKind::Human),
        ("read receipt", with(|m| m.report = Some(MailReport::Other)), IncomingKind::OtherReport),
        (
            "read receipt with null return path",
            with(|m| {
                (m.report, m.marks.null_return_path, m.has_returned_mail) = (Some(MailReport::Other), true, true);
            }),
            IncomingKind::OtherReport,
        ),
        (
            "vacation by RFC 3834",
            marked(|m| m.auto_submitted = vec!["Auto-Replied (vacation)".into()]),
            IncomingKind::AutomaticAnswer,
        ),
        ("auto_reply", marked(|m| m.precedence = vec!["auto_reply".into()]), IncomingKind::AutomaticAnswer),
        ("X-Autoreply", marked(|m| m.is_autoreply = true), IncomingKind::AutomaticAnswer),
        ("rule of Exchange", marked(|m| m.is_vacation = true), IncomingKind::AutomaticAnswer),
        ("null return path", marked(|m| m.null_return_path = true), IncomingKind::AutomaticAnswer),
        ("auto-generated", marked(|m| m.auto_submitted = vec!["auto-generated; x=y".into()]), IncomingKind::Machine),
        ("auto-submitted: no", marked(|m| m.auto_submitted = vec![" NO ; x".into()]), IncomingKind::Human),
        ("no-reply", from("No-Reply@saas.example"), IncomingKind::Machine),
        ("noreply with a tag", from("noreply+7@saas.example"), IncomingKind::Machine),
        ("do_not_reply", from("do_not.reply@saas.example"), IncomingKind::Machine),
        ("MAILER-DAEMON", from("MAILER-DAEMON@mx.example"), IncomingKind::Machine),
        ("a name like a machine's", from("noreplying@client.example"), IncomingKind::Human),
        ("list headers", marked(|m| m.is_list = true), IncomingKind::List),
        ("bulk", marked(|m| m.precedence = vec!["first-class".into(), "Bulk".into()]), IncomingKind::List),
        ("asks for silence", marked(|m| m.asks_for_silence = true), IncomingKind::Human),
        ("a telling subject", with(|m| m.subject = "Out of office: Re: [#42]".into()), IncomingKind::Human),
    ];
    let has_issued = |id: &MailMessageId| id.as_str() == "ours@desk.example";
    let own = OwnMail { loop_id: "d3sk", has_issued: &has_issued };
    for (what, mail, kind) in table {
        assert_eq!(IncomingKind::of(&mail, &own), kind, "{what}");
    }
    let no_loop_id = OwnMail { loop_id: "", has_issued: &has_issued };
    let mail = with(|m| m.loop_ids = vec![String::new()]);
    assert_eq!(IncomingKind::of(&mail, &no_loop_id), IncomingKind::Human, "an empty loop id is never ours");
}

#[test]
fn only_the_topmost_result_of_a_trusted_server_counts() {
    use AuthenticationVerdict::{Fail, None, Pass};
    let table = [
        ("mx.desk.example; dmarc=pass header.from=client.example", Pass),
        ("MX.desk.example 1; dmarc=pass (p=reject; sp=none) header.from=client.example", Pass),
        ("mx.desk.example; dmarc = pass", Pass),
        ("mx.desk.example; dmarc=fail", Fail),
        ("mx.desk.example; dkim=pass header.d=client.example; dmarc=fail (p=none)", Fail),
        ("mx.desk.example; dmarc=pass header.from=evil.example", None),
        ("mx.desk.example; none", None),
        ("mx.desk.example; dmarc=none; dkim=pass header.d=client.example", Pass),
        ("mx.desk.example; dmarc=temperror; spf=pass smtp.mailfrom=bounce@client.example", Pass),
        ("mx.desk.example; spf=pass smtp.mailfrom=bounce@evil.example", None),
        ("mx.desk.example; dkim=pass header.d=evil.example", None),
        ("mx.desk.example; dkim=pass header.d=example", None),
        ("mx.desk.example; dkim=pass header.d=mail.client.example", None),
        ("mx.desk.example; dkim=pass header.i=@client.example", None),
        ("mx.desk.example; dkim=fail header.d=client.example", None),
        ("mx.evil.example; dmarc=pass", None),
        ("mx.desk.example.evil; dmarc=pass", None),
        ("evil.mx.desk.example; dmarc=pass", None),
        ("mx.desk.example (; dmarc=pass )", None),
        ("mx.desk.example; (dmarc=pass)", None),
        ("mx.desk.example; (a (nested \\) ; dmarc=pass) comment) none", None),
        ("(mx.desk.example;) mx.evil.example; dmarc=pass", None),
        ("mx.desk.example; reason=\"x; dmarc=pass\"", None),
        ("mx.desk.example; spf=fail reason=\"dmarc=pass\" smtp.mailfrom=a@client.example", None),
        ("\"mx.desk.example\"; dmarc=pass", Pass),
        ("mx.desk.example; dmarc=pass (no end", None),
        ("mx.desk.example; x=\"no end; dmarc=pass", None),
        ("mx.desk.example dmarc=pass", None),
        ("", None),
        (";", None),
    ];
    let trusted = ["mx.desk.example".to_owned()];
    for (header, verdict) in table {
        assert_eq!(AuthenticationVerdict::read(Some(header), &trusted, "client.example"), verdict, "{header}");
    }
    assert_eq!(AuthenticationVerdict::read(Some("mx.desk.example; dmarc=pass"), &[], "client.example"), None);
    assert_eq!(AuthenticationVerdict::read(Option::None, &trusted, "client.example"), None);
    let sub = "mx.desk.example; dkim=pass header.d=client.example";
    assert_eq!(AuthenticationVerdict::read(Some(sub), &trusted, "mail.client.example"), Pass, "a domain above");
    assert_eq!(AuthenticationVerdict::read(Some(sub), &trusted, "notclient.example"), None, "not a domain above");

    // A second header below the topmost one is the sender's word.
    let mut mail = from("ada@client.example");
    mail.authentication_results = vec!["mx.desk.example; none".into(), "mx.desk.example; dmarc=pass".into()];
    assert_eq!(mail.authentication(&trusted), None);
    mail.authentication_results.swap(0, 1);
    assert_eq!(mail.authentication(&trusted), Pass);
    mail.from_headers = 2;
    assert_eq!(mail.authentication(&trusted), None, "without an author there is nothing to pass");
}

#[test]
fn a_subject_is_its_title_without_tags_and_prefixes() {
    let table = [
        ("My umbrella", None, false, "My umbrella"),
        ("Re: [#42] My umbrella", Some(42), false, "My umbrella"),
        ("[#42] Re: AW: Re[2]: My umbrella", Some(42), false, "My umbrella"),
        ("AW : My umbrella", None, false, "My umbrella"),
        ("WG: [#42] My umbrella", Some(42), true, "My umbrella"),
        ("Fwd: Re: [#42] My umbrella", Some(42), true, "My umbrella"),
        ("Re: Fwd: [#42] My umbrella", Some(42), false, "My umbrella"),
        ("TR: My umbrella", None, true, "My umbrella"),
        ("转发：[#42] 雨伞", Some(42), true, "雨伞"),
        ("回复: 雨伞", None, false, "雨伞"),
        ("My [#42] umbrella [#43]", Some(42), false, "My umbrella [#43]"),
        ("[#042] x", Some(42), false, "x"),
        ("[#0] x", None, false, "[#0] x"),
        ("[#+42] x", None, false, "[#+42] x"),
        ("[#99999999999999999999] x", None, false, "[#99999999999999999999] x"),
        ("[#4 2] x", None, false, "[#4 2] x"),
        ("Rechnung: 12", None, false, "Rechnung: 12"),
        ("I: umbrella", None, true, "umbrella"),
        ("Issue: umbrella", None, false, "Issue: umbrella"),
        ("12:30 at the museum", None, false, "12:30 at the museum"),
        (" a\u{0}b \r\n c ", None, false, "a b c"),
        ("Re:", None, false, ""),
        ("", None, false, ""),
    ];
    for (subject, number, is_forward, title) in table {
        let read = Subject::read(subject);
        assert_eq!(read.number.map(|number| number.get()), number, "{subject}");
        assert_eq!((read.is_forward, read.title.as_str()), (is_forward, title), "{subject}");
    }
    assert_eq!(Subject::read(&"x".repeat(500)).title.chars().count(), 200);
    assert_eq!(Subject::read("Re: ").title_or("\n \u{200B}\n  It is green. \nAda", true), "It is green.");
    assert_eq!(Subject::read("Umbrella").title_or("text", true), "Umbrella");
    for (subject, title) in [
        ("WG: [#42] Umbrella", "[#42] Umbrella"),
        ("Re: [#42] Re: Umbrella", "[#42] Re: Umbrella"),
        ("Re: my [#42] umbrella", "my [#42] umbrella"),
        ("[#42]", "[#42]"),
    ] {
        assert_eq!(Subject::read(subject).title_or("text", false), title, "{subject}: the tag is text");
    }
}

#[test]
fn a_status_code_is_three_numbers() {
    assert_eq!("5.1.1".parse(), Ok(StatusCode { class: 5, subject: 1, detail: 1 }));
    assert_eq!(" 4.4.7 (timeout)".parse(), Ok(StatusCode { class: 4, subject: 4, detail: 7 }));
    assert_eq!("5.1.10".parse::<StatusCode>().unwrap().to_string(), "5.1.10");
    for wrong in ["", "5", "5.1", "3.1.1", "x.y.z", "5.1.1.1", "5.1.9999", "5..1"] {
        assert!(wrong.parse::<StatusCode>().is_err(), "{wrong}");
    }
}

#[test]
fn addresses_and_ids_from_outside_have_no_white_space() {
    for wrong in ["", "ada", "@client.example", "ada@", "a b@c.example", "a\r\nb@c.example", "a\u{E000}@c.example"] {
        assert!(IncomingAddress::parse(wrong).is_err(), "{wrong}");
    }
    let address = IncomingAddress::parse(" <Ada+1@Client.example> ").unwrap();
    assert_eq!((address.local_part(), address.domain()), ("Ada+1", "Client.example"));
    assert_eq!(id("<a@b>"), id("a@b"));
    for wrong in ["", "<>", "a b@c", "a<b@c"] {
        assert!(MailMessageId::parse(wrong).is_err(), "{wrong}");
    }
}
