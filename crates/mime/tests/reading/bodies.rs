//! Rows 31 and 34: what is text, what is a file.

use deskhand_domain::incoming::Remark;

use crate::builder::{Part, Read as _, file, hidden, mail, names, part, typed, wrapped};

fn html(source: &str) -> String {
    mail().line("Content-Type: text/html; charset=utf-8").body(source).read().text
}

#[test]
fn the_form_that_says_something_is_shown() {
    let plain = |text: &str| typed("text/plain; charset=utf-8", text);
    let page = |text: &str| typed("text/html; charset=utf-8", text);
    let related = part().multipart("related", "r", &[page("<p>both"), file("image/png", "a.png", b"png")]);
    let apple =
        part().multipart("mixed", "m", &[page("<p>one"), file("application/pdf", "a.pdf", b"pdf"), page("<p>two")]);
    let table: [(&str, Vec<Part>, &str, Vec<&str>); 7] = [
        ("plain first", vec![plain("plain"), page("<b>page</b>")], "plain", vec![]),
        ("plain of blanks", vec![plain(" \r\n\u{200B}--\r\n"), page("<b>page</b>")], "page", vec![]),
        ("only HTML", vec![page("<b>page</b>")], "page", vec![]),
        ("HTML with a picture", vec![plain("  "), related], "both", vec!["a.png"]),
        ("files within the other form", vec![plain("plain"), apple.clone()], "plain", vec!["a.pdf"]),
        ("pages in order", vec![plain(""), apple], "one\n\ntwo", vec!["a.pdf"]),
        (
            "invitation",
            vec![plain("Come!"), page("Come!"), typed("text/calendar; method=REQUEST", "BEGIN:VCALENDAR")],
            "Come!",
            vec!["invitation.ics"],
        ),
    ];
    for (what, forms, text, files) in table {
        let read = mail().multipart("alternative", "a", &forms).read();
        assert_eq!((read.text.as_str(), names(&read)), (text, files), "{what}");
    }
}

#[test]
fn texts_are_joined_in_order_and_files_are_apart() {
    let picture = || typed("image/jpeg; name=a.jpg", wrapped(b"jpg")).line("Content-Transfer-Encoding: base64");
    let parts =
        [typed("text/plain", "first"), picture().line("Content-Disposition: inline"), typed("text/plain", "second")];
    let read = mail().multipart("mixed", "b", &parts).read();
    assert_eq!((read.text.as_str(), names(&read)), ("first\n\nsecond", vec!["a.jpg"]));
    assert!(read.files[0].is_inline);

    let by_id =
        mail().multipart("related", "b", &[typed("text/html", "<img src='cid:x'>"), picture().line("Content-ID: <x>")]);
    let read = by_id.read();
    assert_eq!((read.text.as_str(), names(&read)), ("(no text)", vec!["a.jpg"]));
    assert_eq!((read.files[0].content_id.as_deref(), read.files[0].is_inline), (Some("x"), true));
    assert_eq!(read.files[0].bytes, b"jpg");

    let log = typed("text/plain; name=a.log", "log").line("Content-Disposition: inline; filename=a.log");
    let read = mail().multipart("mixed", "b", &[typed("text/plain", "see:"), log]).read();
    assert_eq!((read.text.as_str(), names(&read)), ("see:", vec!["a.log"]));
}

#[test]
fn html_becomes_plain_text() {
    let table = [
        ("<p>one<p>two", "one\n\ntwo"),
        ("<div>one<br></div><div>two</div><div><br></div>three", "one\ntwo\n\nthree"),
        ("<p class=MsoNormal>one</p><p class=MsoNormal>two</p>", "one\ntwo"),
        ("<ul><li>one<li>two</ul>after", "- one\n- two\nafter"),
        ("a<style>b{}</style><script>alert(1)</script><title>c</title>d<noscript>e</noscript>", "ad"),
        ("<img src=x onerror=alert(1) alt='A &amp; B'>", "[image: A & B]"),
        ("<a href='https://a.example/x'>here</a>", "here <https://a.example/x>"),
        ("<a href='https://a.example/'>https://a.example</a>", "https://a.example"),
        ("<a href='mailto:ada@a.example'>ada@a.example</a>", "ada@a.example"),
        ("<a href='javascript:alert(1)'>here</a>", "here"),
        ("1 &lt; 2 &amp;&nbsp;3 &euro; &#8364; &#x20AC; &nope; & &", "1 < 2 & 3 € € € &nope; & &"),
        ("<pre>a\n  b</pre>c", "a\n  b\nc"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        (
            "one<blockquote>two<br>three<blockquote>four</blockquote></blockquote>five",
            "one\n> two\n> three\n> > four\nfive",
        ),
        ("one<blockquote style='border: none'>two</blockquote>three", "one\ntwo\nthree"),
        (
            "new<hr><div id='x_divRplyFwdMsg'>From: Lin<br>To: Ada</div>old",
            "new\n________________________________\n> From: Lin\n> To: Ada\n> old",
        ),
        ("new<div class='moz-cite-prefix'>Lin wrote:</div><blockquote>old</blockquote>", "new\n> Lin wrote:\n> old"),
        ("a<plaintext><b>&amp;", "a\n<b>&amp;"),
        ("<!-- comment -->a<!doctype x><x-y>b</x-y>", "ab"),
        ("a<b", "a"),
        ("", "(no text)"),
    ];
    for (source, text) in table {
        assert_eq!(html(source), text, "{source}");
    }
}

#[test]
fn large_and_hostile_html_is_read_in_one_go() {
    let tables = format!("{}deep", "<table><tr><td>".repeat(3_000));
    assert_eq!(html(&tables), "deep");
    let quotes = format!("{}deep", "<blockquote>".repeat(3_000));
    assert_eq!(html(&quotes), "> > > > > deep");
    let links = "<a href='https://a.example/x'>x</a> ".repeat(50_000);
    let read = mail().line("Content-Type: text/html").body(&links).read();
    assert!(read.text.starts_with("x <https://a.example/x> x") && read.is_text_cut);
    let deep = format!("{}deep", "<div><i>".repeat(200_000));
    assert!(html(&deep).contains("deep"), "where the parser has no memory left, tags are cut out");
}

#[test]
fn flowed_text_is_joined() {
    let flowed =
        |kind: &str, body: &str| mail().line(format!("Content-Type: text/plain; {kind}")).body(body).read().text;
    let body = "It is \r\ngreen.\r\n> which \r\n> colour?\r\n>> deeper \r\nown\r\n stuffed\r\n-- \r\nAda";
    assert_eq!(flowed("format=flowed", body), "It is green.\n> which colour?\n>> deeper \nown\nstuffed\n-- \nAda");
    assert_eq!(flowed("format=flowed; delsp=yes", "雨 \r\n伞"), "雨伞");
    assert_eq!(flowed("charset=utf-8", "It is \r\ngreen."), "It is \ngreen.");
}

#[test]
fn signed_and_encrypted_mails() {
    let signed = |kind: &str, signature: Part| {
        mail().multipart(
            &format!("signed; protocol=\"{kind}\""),
            "b",
            &[typed("text/plain", "signed words"), signature],
        )
    };
    for (kind, name) in [("application/pgp-signature", "signature.asc"), ("application/pkcs7-signature", "smime.p7s")] {
        let read = signed(kind, file(kind, name, b"signature")).read();
        assert_eq!((read.text.as_str(), names(&read), hidden(&read)[0].name.as_str()), ("signed words", vec![], name));
    }
    let pgp = [
        typed("application/pgp-encrypted", "Version: 1"),
        typed("application/octet-stream; name=encrypted.asc", "-----BEGIN"),
    ];
    let read = mail().multipart("encrypted; protocol=\"application/pgp-encrypted\"", "b", &pgp).read();
    assert_eq!((read.text.as_str(), names(&read)), (Remark::Encrypted.sentence(), vec!["encrypted.asc"]));
    let smime = |bytes: &[u8]| {
        mail()
            .line("Content-Type: application/pkcs7-mime; name=smime.p7m")
            .line("Content-Transfer-Encoding: base64")
            .body(wrapped(bytes))
            .read()
    };
    let read = smime(b"\x30\x0B\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03");
    assert_eq!((read.text.as_str(), names(&read)), (Remark::Encrypted.sentence(), vec!["smime.p7m"]));
    for signed in [signed_cms(false), signed_cms(true)] {
        let read = smime(&signed);
        assert_eq!((read.text.as_str(), names(&read), hidden(&read).len()), ("inner words", vec!["a.csv"], 1));
    }
    let inline = "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----";
    assert_eq!(mail().body(inline).read().text, inline);
}

/// A signed content (CMS) around a mail part, with lengths or, as streaming programs write it, without.
fn signed_cms(is_streamed: bool) -> Vec<u8> {
    let wrap = |tag: u8, content: Vec<u8>, streams: bool| {
        let (length, end): (Vec<u8>, &[u8]) = if streams && is_streamed {
            (vec![0x80], &[0, 0])
        } else {
            (vec![0x82, u8::try_from(content.len() / 256).unwrap(), u8::try_from(content.len() % 256).unwrap()], &[])
        };
        [&[tag][..], &length, &content, end].concat()
    };
    let oid = |last: u8| vec![0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, last];
    let inner = part()
        .multipart("mixed", "i", &[typed("text/plain", "inner words"), file("text/csv", "a.csv", b"1,2")])
        .bytes();
    let octets = if is_streamed {
        let pieces = inner.chunks(50).flat_map(|piece| wrap(0x04, piece.to_vec(), false)).collect();
        wrap(0x24, pieces, true)
    } else {
        wrap(0x04, inner, false)
    };
    let encapsulated = wrap(0x30, [oid(1), wrap(0xA0, octets, true)].concat(), true);
    let data = wrap(0x30, [vec![0x02, 1, 1], wrap(0x31, Vec::new(), false), encapsulated].concat(), true);
    wrap(0x30, [oid(2), wrap(0xA0, data, true)].concat(), true)
}

#[test]
fn files_of_outlook_are_kept_with_a_remark() {
    for winmail in
        [file("application/ms-tnef", "winmail.dat", b"tnef"), file("application/octet-stream", "WINMAIL.DAT", b"tnef")]
    {
        let read = mail().multipart("mixed", "b", &[typed("text/plain", "words"), winmail]).read();
        assert_eq!((read.text.as_str(), names(&read).len(), read.remarks), ("words", 1, vec![Remark::WinmailDat]));
    }
}
