//! Whatever the bytes are, they give a mail.

use deskhand_domain::incoming::{IncomingMail, Readability, Trimmed, Unparsed};
use proptest::prelude::*;

use crate::builder::{Part, Read as _, file, mail, part, read, typed, wrapped};
use crate::corpus::mails;

fn check(mail: &IncomingMail) -> Result<(), TestCaseError> {
    let failed = [Unparsed::ReaderFailed, Unparsed::OutOfTime].map(Readability::Unparsed);
    prop_assert!(!failed.contains(&mail.readability), "{:?}", mail.readability);
    prop_assert!(!mail.text.trim().is_empty());
    prop_assert!(!mail.text.contains('\r') && !mail.subject.contains(char::is_control));
    for file in &mail.files {
        let is_safe = !file.name.is_empty() && file.name.len() <= 200 && !file.name.contains(['/', '\\']);
        prop_assert!(is_safe && !file.name.contains(char::is_control), "{:?}", file.name);
    }
    let trimmed = Trimmed::of(&mail.text, None);
    prop_assert_eq!(format!("{}{}", trimmed.kept, trimmed.elided), mail.text.as_str());
    Ok(())
}

/// Bytes that mean something in mails, and others.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        "\r\n",
        "\n",
        "\r",
        ": ",
        "--",
        "--b",
        "=?utf-8?Q?",
        "?=",
        "=",
        "\"",
        "(",
        ")",
        ";",
        "<",
        ">",
        "&#",
        "<blockquote>",
        "</",
        "Content-Type: ",
        "multipart/mixed; boundary=b",
        "message/rfc822",
        "base64",
        "Content-Transfer-Encoding: ",
        "From: ",
        "filename*0*=",
        "%",
        "text/html",
        "\u{FE}",
    ];
    let word = proptest::sample::select(words.map(|word| word.as_bytes().to_vec()).to_vec());
    let piece = prop_oneof![3 => word, 1 => proptest::collection::vec(any::<u8>(), 0..8)];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_give_a_mail(bytes in any_bytes()) {
        check(&read(&bytes))?;
        check(&mail().body(&bytes).read())?;
        check(&mail().line("Content-Type: text/html").body(&bytes).read())?;
    }

    #[test]
    fn cut_and_joined_mails_give_a_mail(
        one in 0_usize..10, other in 0_usize..10, cut in 0.0..1.0_f64, from in 0.0..1.0_f64, flip in any::<(u16, u8)>(),
    ) {
        let mails = mails();
        let at = |bytes: &[u8], part: f64| (bytes.len() as f64 * part) as usize;
        let (one, other) = (&mails[one], &mails[other]);
        let mut bytes = one[..at(one, cut)].to_vec();
        check(&read(&bytes))?;
        bytes.extend_from_slice(&other[at(other, from)..]);
        check(&read(&bytes))?;
        if let Some(byte) = bytes.get_mut(usize::from(flip.0)) {
            *byte = flip.1;
            check(&read(&bytes))?;
        }
    }

    #[test]
    fn every_part_is_in_the_text_or_a_file(tree in any_tree()) {
        let (mut words, mut boundaries) = (Vec::new(), 0);
        let parts: Vec<_> = tree.iter().map(|node| build(node, &mut words, &mut boundaries)).collect();
        let read = mail().multipart("mixed", "root", &parts).read();
        check(&read)?;
        for word in words {
            // Files of what is too deep have their parts as they came.
            let encoded = wrapped(word.as_bytes());
            let has = |bytes: &[u8]| contains(bytes, word.as_bytes()) || contains(bytes, encoded.trim_end().as_bytes());
            let is_in_file = read.files.iter().any(|file| has(&file.bytes));
            prop_assert!(read.text.contains(&word) || is_in_file, "{} is lost", word);
        }
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[derive(Clone, Debug)]
enum Node {
    Leaf(u8),
    Parts(u8, Vec<Node>),
}

fn any_tree() -> impl Strategy<Value = Vec<Node>> {
    let node = (0_u8..9).prop_map(Node::Leaf).prop_recursive(7, 40, 4, |inner| {
        (0_u8..4, proptest::collection::vec(inner, 1..4)).prop_map(|(kind, parts)| Node::Parts(kind, parts))
    });
    proptest::collection::vec(node, 1..5)
}

/// A part with a word of its own in every leaf.
fn build(node: &Node, words: &mut Vec<String>, boundaries: &mut usize) -> Part {
    let number = words.len();
    match node {
        Node::Parts(kind, parts) => {
            *boundaries += 1;
            let boundary = format!("b{boundaries}-");
            let kind = ["mixed", "related", "signed", "x-unknown"][usize::from(*kind)];
            let parts: Vec<_> = parts.iter().map(|part| build(part, words, boundaries)).collect();
            part().multipart(kind, &boundary, &parts)
        }
        Node::Leaf(kind) => {
            let word = format!("word{number}x");
            words.push(word.clone());
            match kind {
                0 => typed("text/plain", &word),
                1 => typed("text/html", format!("<div>{word}</div>")),
                2 => typed("text/plain", wrapped(word.as_bytes())).line("Content-Transfer-Encoding: base64"),
                3 => file("application/pdf", "a.pdf", word.as_bytes()),
                4 => typed("message/rfc822", mail().body(&word).bytes()),
                5 => typed("text/csv", &word),
                6 => typed("application/pgp-signature", &word),
                7 => part().body(&word),
                _ => typed("text/plain; name=a.txt", &word).line("Content-Disposition: attachment"),
            }
        }
    }
}
