//! Row 26: characters come out right, whatever character set is declared.

use encoding_rs::{GBK, ISO_2022_JP, KOI8_R, SHIFT_JIS};

use crate::builder::{Read as _, mail, part, typed, wrapped};

fn text(content_type: &str, body: &[u8]) -> String {
    mail().line(format!("Content-Type: {content_type}")).body(body).read().text
}

#[test]
fn a_text_has_the_right_characters() {
    let (japanese, ..) = ISO_2022_JP.encode("傘をなくしました");
    let (chinese, ..) = GBK.encode("一把雨伞");
    let (russian, ..) = KOI8_R.encode("зонтик");
    let (sjis, ..) = SHIFT_JIS.encode("傘");
    let table: [(&str, &[u8], &str); 20] = [
        ("text/plain; charset=iso-2022-jp", &japanese, "傘をなくしました"),
        ("text/plain; charset=gb2312", &chinese, "一把雨伞"),
        ("text/plain; charset=koi8-r", &russian, "зонтик"),
        ("text/plain; charset=shift_jis", &sjis, "傘"),
        ("text/plain; charset=utf-8", b"caf\xE9 for 5 \x80", "café for 5 €"),
        ("text/plain; charset=utf-8", "grün and ".as_bytes(), "grün and"),
        ("text/plain; charset=utf-8", b"gr\xC3\xBCn and caf\xE9", "grün and café"),
        ("text/plain; charset=us-ascii", "grün 傘".as_bytes(), "grün 傘"),
        ("text/plain; charset=iso-8859-1", "grün 傘".as_bytes(), "grün 傘"),
        ("text/plain; charset=iso-8859-1", b"gr\xFCn", "grün"),
        ("text/plain; charset=iso-8859-1", b"\x93green\x94", "\u{201C}green\u{201D}"),
        ("text/plain; charset=\"utf-8;\"", "grün".as_bytes(), "grün"),
        ("text/plain; charset=_iso-2022-jp$ESC", &japanese, "傘をなくしました"),
        ("text/plain; charset=x-unknown", b"gr\xFCn", "grün"),
        ("text/plain; charset=x-unknown", "grün".as_bytes(), "grün"),
        ("text/plain; charset=", b"gr\xFCn", "grün"),
        ("text/plain", b"gr\xFCn", "grün"),
        ("text/plain; charset=utf-7", b"gr+APw-n", "grün"),
        ("text/plain; charset=utf-16le", b"g\0r\0\xFC\0n\0", "grün"),
        ("text/html", b"<meta charset=windows-1251><p>\xE7\xEE\xED\xF2\xE8\xEA", "зонтик"),
    ];
    for (content_type, body, expected) in table {
        assert_eq!(text(content_type, body), expected, "{content_type} {body:?}");
    }
}

#[test]
fn headers_have_the_right_characters() {
    let (japanese, ..) = ISO_2022_JP.encode("傘");
    let encoded = wrapped(&japanese);
    let table: [(&[u8], &str); 13] = [
        (b"gr\xFCn", "grün"),
        ("grün 傘".as_bytes(), "grün 傘"),
        (b"=?utf-8?Q?gr=C3=BCn?=", "grün"),
        (b"=?utf-8?Q?gr=FCn?=", "grün"),
        (b"=?us-ascii?Q?gr=C3=BCn?=", "grün"),
        (b"=?iso-8859-1?q?gr=FCn_and_=80?=", "grün and €"),
        (b"=?x-unknown?Q?gr=FCn?=", "grün"),
        (b"=?utf-8?Q?=E5=82?=\r\n =?utf-8?Q?=98?= is an umbrella", "傘 is an umbrella"),
        (b"=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
        (b"=?utf-8?Q?a=0D=0ABcc:_x=00y?=", "a Bcc: x y"),
        (b"=?utf-8?X?a?= =?utf-8?Q?open", "=?utf-8?X?a?= =?utf-8?Q?open"),
        (b"=?utf-8*en?Q?gr=C3=BCn?=", "grün"),
        (b"=?=?=?", "=?=?=?"),
    ];
    for (subject, expected) in table {
        let raw = [b"Subject: ", subject].concat();
        let read = part().line(raw).line("From: ada@client.example").body("x").read();
        assert_eq!(read.subject, expected, "{}", subject.escape_ascii());
    }
    let subject = format!("Subject: =?iso-2022-jp?B?{}?=", encoded.trim());
    assert_eq!(part().line(subject).line("From: a@b.example").read().subject, "傘");
}

#[test]
fn a_name_has_the_right_characters_and_no_syntax() {
    let table: [(&[u8], &str, &str); 7] = [
        (b"J\xF6rg <joerg@client.example>", "Jörg", "joerg@client.example"),
        ("Jörg <joerg@client.example>".as_bytes(), "Jörg", "joerg@client.example"),
        (b"=?utf-8?Q?J=C3=B6rg?= <joerg@client.example>", "Jörg", "joerg@client.example"),
        (b"\"=?utf-8?Q?J=C3=B6rg?=\" <joerg@client.example>", "Jörg", "joerg@client.example"),
        (b"=?utf-8?Q?=3Cada=40client.example=3E,?= <eve@evil.example>", "<ada@client.example>,", "eve@evil.example"),
        (b"\"ada@client.example\" <eve@evil.example>", "ada@client.example", "eve@evil.example"),
        (b"eve@evil.example (Ada)", "Ada", "eve@evil.example"),
    ];
    for (from, name, address) in table {
        let read = part().line([b"From: ", from].concat()).body("x").read();
        assert_eq!(read.from.len(), 1, "{}", from.escape_ascii());
        assert_eq!(read.from[0].name.as_deref(), Some(name), "{}", from.escape_ascii());
        assert_eq!(read.from[0].address.as_str(), address, "{}", from.escape_ascii());
    }
    let encoded = part().line("From: =?utf-8?Q?ada=40client.example?=").body("x").read();
    assert_eq!(encoded.from, [], "an encoded word is no address");
}

#[test]
fn the_transfer_encoding_is_taken_off_as_far_as_it_goes() {
    let qp = |body: &str| {
        let mail =
            mail().line("Content-Type: text/plain; charset=utf-8").line("Content-Transfer-Encoding: Quoted-Printable");
        mail.body(body).read().text
    };
    assert_eq!(qp("gr=C3=BCn =\r\nand 1=1 =zz =\n!="), "grün and 1=1 =zz !");
    let base64 = |body: String| {
        typed("text/plain; charset=utf-8", body)
            .line("Content-Transfer-Encoding: base64")
            .line("From: a@b.example")
            .read()
    };
    assert_eq!(base64(wrapped("grün".as_bytes())).text, "grün");
    assert_eq!(base64(format!("{}{}", wrapped(b"Hello "), wrapped(b"Ada"))).text, "Hello Ada");
    let footer = base64(format!("{}\r\nThis list is read by all\r\n", wrapped(b"Green.")));
    assert_eq!(footer.text, "Green.\n\nThis list is read by all");
    let garbage = base64("R3JlZW4u!!words".to_owned());
    assert_eq!(garbage.text, "Green.\n\n!!words");
}
