//! Answers as mail programs write them: with quotes, files, and in several character sets.

use deskhand_tests::mail::{Part, file, part, typed, wrapped};

/// The address of the desk.
pub(super) const ADDRESS: &str = "support@bench.example";
/// The mail server that vouches for senders.
pub(super) const MAIL_SERVER: &str = "mx.bench.example";

const QUOTED: &str = "> The umbrella is with us.\r\n> Please come to the desk.\r\n> -- \r\n> The desk\r\n";

/// The nth mail: an answer to this ticket by its reporter, ten kinds by turns.
pub(super) fn answer(n: usize, ticket: u64, from: &str) -> Vec<u8> {
    let words = format!("This is answer {n}. It still leaks where the handle is, and the case is missing.");
    let header = part()
        .line(format!("Authentication-Results: {MAIL_SERVER}; dmarc=pass header.from={from}"))
        .line(format!("From: The reporter <{from}>"))
        .line(format!("To: {ADDRESS}"))
        .line(format!("Subject: Re: [#{ticket}] Umbrella {n}"))
        .line(format!("Message-ID: <{n}@mail.client.example>"))
        .line("Date: Mon, 4 May 2026 10:04:00 +0200")
        .line("MIME-Version: 1.0");
    with_body(header, n, &words).bytes()
}

fn with_body(header: Part, n: usize, words: &str) -> Part {
    let quoting = format!("{words}\r\n\r\nOn Mon, 4 May 2026 at 10:04, The desk <{ADDRESS}> wrote:\r\n{QUOTED}");
    let page = format!("<p>{words}</p><div class=gmail_quote><blockquote>The umbrella is with us.</blockquote></div>");
    let text = || typed("text/plain; charset=utf-8", &quoting);
    let html = || typed("text/html; charset=utf-8", &page);
    match n % 10 {
        0 => header.line("Content-Type: text/plain; charset=utf-8").body(&quoting),
        1 => header.multipart("alternative", "a", &[text(), html()]),
        2 => header.line("Content-Type: text/html; charset=utf-8").body(&page),
        3 => header.line("Content-Type: text/plain; charset=utf-8").body(under_a_block(words)),
        4 => latin(header, "iso-8859-1", words),
        5 => japanese(header, n),
        6 => latin(header, "windows-1252", words),
        7 => header.multipart("mixed", "m", &[text(), file("image/png", "photo.png", &some_bytes(n, 20_000))]),
        8 => header.multipart("mixed", "m", &[text(), file("application/pdf", "bill.pdf", &some_bytes(n, 100_000))]),
        _ => header.line("Content-Type: text/plain; charset=utf-8; format=flowed").body(words.replace(". ", ". \r\n")),
    }
}

/// Above the lines that Outlook puts over an old mail.
fn under_a_block(words: &str) -> String {
    let block = "From: The desk\r\nSent: Monday, 4 May 2026 10:04\r\nTo: The reporter\r\nSubject: Umbrella";
    format!("{words}\r\n\r\n{block}\r\n\r\nThe umbrella is with us.\r\n")
}

fn latin(header: Part, charset: &str, words: &str) -> Part {
    let header = header.line(format!("Content-Type: text/plain; charset={charset}"));
    header.line("Content-Transfer-Encoding: quoted-printable").body(format!("Sch=F6ne Gr=FC=DFe. {words}\r\n{QUOTED}"))
}

fn japanese(header: Part, n: usize) -> Part {
    let text = [b"\x1b$B$3$s$K$A$O\x1b(B ".as_slice(), n.to_string().as_bytes()].concat();
    let header = header.line("Content-Type: text/plain; charset=iso-2022-jp");
    header.line("Content-Transfer-Encoding: base64").body(wrapped(&text))
}

/// Bytes that no other mail has.
fn some_bytes(n: usize, size: usize) -> Vec<u8> {
    let mut state = (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    std::iter::repeat_with(next).take(size).collect()
}
