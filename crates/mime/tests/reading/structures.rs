//! Rows 28 and 30: parts are found however the mail is built, and nothing in it makes reading fail.

use deskhand_domain::incoming::{Readability, Unparsed};

use crate::builder::{Read as _, file, hidden, mail, names, part, read, typed};

#[test]
fn text_is_found_in_broken_multiparts() {
    let two = "--b\r\n\r\nfirst\r\n--b\r\n\r\nsecond\r\n--b--\r\n";
    let header = "From: ada@client.example\r\nContent-Type: multipart/mixed";
    let table = [
        ("whole", format!("{header}; boundary=b\r\n\r\n{two}"), "first\n\nsecond"),
        ("with words around", format!("{header}; boundary=b\r\n\r\nbefore\r\n{two}after\r\n"), "first\n\nsecond"),
        ("wrong boundary", format!("{header}; boundary=wrong\r\n\r\n{two}"), "first\n\nsecond"),
        ("no boundary", format!("{header}\r\n\r\n{two}"), "first\n\nsecond"),
        ("no end", format!("{header}; boundary=b\r\n\r\n{}", two.trim_end_matches("--b--\r\n")), "first\n\nsecond"),
        ("cut in the boundary", format!("{header}; boundary=b\r\n\r\n--b\r\n\r\nfirst\r\n--"), "first\n--"),
        ("no boundary line at all", format!("{header}; boundary=b\r\n\r\nonly words\r\n"), "only words"),
        (
            "same boundary nested",
            format!(
                "{header}; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{two}--b\r\n\r\nthird"
            ),
            "first\n\nsecond\n\nthird",
        ),
        (
            "overlapping boundaries",
            format!(
                "{header}; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n\r\ninner\r\n--b1--\r\n--b\r\n\r\nouter\r\n--b--"
            ),
            "inner\n\nouter",
        ),
        (
            "overlapping the other way",
            format!(
                "{header}; boundary=b1\r\n\r\n--b1\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ninner\r\n--b--\r\n--b1\r\n\r\nouter\r\n--b1--"
            ),
            "inner\n\nouter",
        ),
        ("line feeds only", format!("{header}; boundary=b\r\n\r\n{two}").replace("\r\n", "\n"), "first\n\nsecond"),
        (
            "carriage returns only",
            format!("{header}; boundary=b\r\n\r\n{two}").replace("\r\n", "\r"),
            "first\n\nsecond",
        ),
        ("part without a blank line", format!("{header}; boundary=b\r\n\r\n--b\r\nfirst line\r\n--b--"), "first line"),
        (
            "boundary with white space",
            format!("{header}; boundary=\"b \"\r\n\r\n{}", two.replace("--b\r", "--b \r")),
            "first\n\nsecond",
        ),
    ];
    for (what, raw, text) in table {
        let mail = read(raw.as_bytes());
        assert_eq!((mail.text.as_str(), mail.readability), (text, Readability::Readable), "{what}");
        assert_eq!(names(&mail), [""; 0], "{what}");
    }
}

#[test]
fn a_header_is_found_in_broken_mails() {
    let from = "From: ada@client.example";
    let table = [
        ("no body", from.to_owned(), "(no text)"),
        ("no blank line before the text", format!("{from}\r\nHello Lin\r\nbye"), "Hello Lin\nbye"),
        ("line of a mailbox file", format!("From ada Mon May 4\r\n{from}\r\n\r\nHello"), "Hello"),
        ("blank lines before", format!("\r\n\r\n{from}\r\n\r\nHello"), "Hello"),
        ("a line that is no field", format!("X-A: 1\r\nbroken line\r\n{from}\r\n\r\nHello"), "Hello"),
        ("space before the colon", format!("{}\r\n\r\nHello", from.replace(':', " :")), "Hello"),
    ];
    for (what, raw, text) in table {
        let mail = read(raw.as_bytes());
        assert_eq!((mail.text.as_str(), mail.from.len(), mail.from_headers), (text, 1, 1), "{what}");
    }
    for raw in ["", "\r\n", "\n", "just words", " : x", "\0"] {
        let mail = read(raw.as_bytes());
        assert_eq!(mail.readability, Readability::Unparsed(Unparsed::NoHeader), "{raw:?}");
        assert_eq!(mail.text, "(no text)");
    }
}

#[test]
fn a_lone_carriage_return_begins_no_header() {
    let raw =
        "From: ada@client.example\r\nSubject: a\rAuthentication-Results: mx.desk.example; dmarc=pass\r\n\r\nHello";
    let mail = read(raw.as_bytes());
    assert_eq!(mail.authentication_results, [""; 0]);
    assert_eq!(mail.subject, "a Authentication-Results: mx.desk.example; dmarc=pass");
}

#[test]
fn five_levels_are_looked_into_and_the_rest_is_a_file() {
    let nested = |levels: usize| {
        let mut inner = typed("text/plain", "deep");
        for level in 0..levels {
            inner = part().multipart(
                "mixed",
                &format!("b{level}"),
                &[typed("text/plain", format!("level {level}")), inner],
            );
        }
        mail().multipart("mixed", "root", &[inner]).read()
    };
    assert!(nested(5).text.ends_with("deep"));
    let deeper = nested(6);
    assert!(!deeper.text.contains("deep"));
    assert_eq!(names(&deeper), ["message.eml"]);
    assert!(deeper.files[0].bytes.windows(4).any(|word| word == b"deep"));
}

#[test]
fn a_thousand_parts_and_a_hundred_files_are_taken() {
    let parts = vec![typed("text/plain", "x"); 1_200];
    let many = mail().multipart("mixed", "b", &parts).read();
    assert_eq!(many.text.matches('x').count(), 1_000);
    assert_eq!(many.remarks.len(), 1);
    let files: Vec<_> = (0..101).map(|n| file("text/csv", &format!("{n}.csv"), b"1,2")).collect();
    let many = mail().multipart("mixed", "b", &files).read();
    assert_eq!((many.files.len(), many.files_left_out), (100, 1));
}

#[test]
fn a_mail_within_a_mail_is_a_file() {
    let inner = mail().body("inner words").bytes();
    for (media_type, encoding) in [("message/rfc822", "7bit"), ("message/global", "8bit"), ("message/rfc822", "base64")]
    {
        let body = if encoding == "base64" { crate::builder::wrapped(&inner).into_bytes() } else { inner.clone() };
        let nested = typed(media_type, body).line(format!("Content-Transfer-Encoding: {encoding}"));
        let read = mail().multipart("mixed", "b", &[typed("text/plain", "outer words"), nested]).read();
        assert_eq!((read.text.as_str(), names(&read)), ("outer words", vec!["message.eml"]));
        assert_eq!(read.files[0].bytes, inner);
        assert_eq!(read.inner_ids[0].as_str(), "first@client.example");
        assert_eq!(hidden(&read).len(), 0);
    }
}
