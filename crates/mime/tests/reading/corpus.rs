//! One mail of each form, to be cut and joined.

use crate::builder::{Part, file, mail, part, typed, wrapped};

pub(crate) fn mails() -> Vec<Vec<u8>> {
    let plain = || typed("text/plain; charset=utf-8; format=flowed", "grün \r\n> quoted \r\n-- \r\nAda");
    let page = || {
        typed(
            "text/html; charset=iso-8859-1",
            b"<p>gr\xFCn<blockquote>old <a href='https://a.example'>x</a></blockquote>",
        )
    };
    let report = part().multipart(
        "report; report-type=delivery-status",
        "r",
        &[plain(), typed("message/delivery-status", STATUS), typed("message/rfc822", mail().body("old").bytes())],
    );
    let nested =
        (0..8).fold(typed("text/plain", "deep"), |inner, n| part().multipart("mixed", &format!("n{n}"), &[inner]));
    let mails: Vec<Part> = vec![
        mail().body("Hello"),
        mail().multipart("alternative", "a", &[plain(), page()]),
        mail().multipart("mixed", "m", &[plain(), file("image/png", "=?utf-8?Q?a=C3=BC?=.png", b"png"), page()]),
        mail().multipart("related", "r", &[page(), file("image/png", "../a.png", b"png").line("Content-ID: <x@y>")]),
        mail().multipart("mixed", "o", &[report]),
        mail().multipart("digest", "d", &[part().body(mail().bytes()), part().body(mail().bytes())]),
        mail().multipart("encrypted", "e", &[typed("application/pgp-encrypted", "Version: 1"), plain()]),
        mail().multipart("mixed", "n", &[nested]),
        mail().line("Content-Type: application/pkcs7-mime").line("Content-Transfer-Encoding: base64").body(wrapped(
            b"\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02\xA0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80",
        )),
        mail()
            .line("To: undisclosed: ada@a.example, \"b, c\" <b@c.example> (comment (nested)), =?x?q?y?= <z@z.example>;")
            .line("Date: Mon, 4 May 2026 10:04:00 +0200 (CEST)")
            .line("References: <a@b> <c@d>\r\n <e@f>")
            .line("Content-Type: text/plain; charset*0=utf; charset*1=\"-8\" (comment); name*=utf-8''%41%42")
            .line("Content-Transfer-Encoding: quoted-printable")
            .body("=C3=BC=\r\n=3D=zz"),
    ];
    mails.iter().map(Part::bytes).collect()
}

pub(crate) const STATUS: &str = "Reporting-MTA: dns; mx.client.example\r\nOriginal-Envelope-Id: b-77\r\n\r\n\
    Original-Recipient: rfc822;ada@client.example\r\nFinal-Recipient: rfc822; <ada+1@client.example>\r\nAction: failed\r\n\
    Status: 5.1.1 (no such user)\r\nDiagnostic-Code: smtp; 550\r\n  5.1.1\r\n\r\n\
    Final-Recipient: rfc822; bob@client.example\r\nAction: Delayed (will try)\r\nStatus: 4.4.1\r\n";
