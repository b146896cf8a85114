use super::framing::{LITERAL, Raw};

/// A word of a response.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    /// An atom, a number, `NIL`, a flag, or an attribute with its brackets, such as `BODY[]`.
    Atom(String),
    /// A quoted string or a literal.
    Text(Vec<u8>),
}

/// The words of a response after its first `skip` bytes. There is no tree of them: a server can't make one that is deep.
pub(super) fn tokens(raw: Raw, skip: usize) -> Option<Vec<Token>> {
    let mut literals = raw.literals.into_iter();
    let mut rest = raw.text.get(skip..)?;
    let mut tokens = Vec::new();
    while let Some((first, tail)) = rest.split_first() {
        let (token, length) = match *first {
            b' ' => {
                rest = tail;
                continue;
            }
            b'(' => (Token::Open, 1),
            b')' => (Token::Close, 1),
            LITERAL => (Token::Text(literals.next()?), 1),
            b'"' => quoted(tail)?,
            _ => atom(rest),
        };
        tokens.push(token);
        rest = rest.get(length..)?;
    }
    Some(tokens)
}

/// Returns the length with both quotes.
fn quoted(tail: &[u8]) -> Option<(Token, usize)> {
    let mut text = Vec::new();
    let mut bytes = tail.iter();
    loop {
        match bytes.next()? {
            b'"' => break,
            b'\\' => text.push(*bytes.next()?),
            byte => text.push(*byte),
        }
    }
    Some((Token::Text(text), tail.len() - bytes.len() + 1))
}

fn atom(rest: &[u8]) -> (Token, usize) {
    let mut is_in_brackets = false;
    let ends = |byte: &u8| {
        is_in_brackets = (is_in_brackets || *byte == b'[') && *byte != b']';
        !is_in_brackets && matches!(*byte, b' ' | b'(' | b')' | b'"' | LITERAL)
    };
    let length = rest.iter().position(ends).unwrap_or(rest.len());
    let word = String::from_utf8_lossy(rest.get(..length).unwrap_or(rest)).to_ascii_uppercase();
    (Token::Atom(word), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_has_words_brackets_and_texts() {
        let text = b"* 1 FETCH (uid 5 FLAGS (\\Seen) X \"a\\\"b )\" BODY[HEADER (A)]<0> \0)".to_vec();
        let found = tokens(Raw { text, literals: vec![b"raw".to_vec()] }, 10).unwrap();
        let atom = |word: &str| Token::Atom(word.to_owned());
        let text = |bytes: &[u8]| Token::Text(bytes.to_vec());
        let expected = [
            Token::Open,
            atom("UID"),
            atom("5"),
            atom("FLAGS"),
            Token::Open,
            atom("\\SEEN"),
            Token::Close,
            atom("X"),
            text(b"a\"b )"),
            atom("BODY[HEADER (A)]<0>"),
            text(b"raw"),
            Token::Close,
        ];
        assert_eq!(found, expected);
        assert_eq!(tokens(Raw { text: b"\"open".to_vec(), literals: vec![] }, 0), None);
        assert_eq!(tokens(Raw { text: b"\0".to_vec(), literals: vec![] }, 0), None);
    }
}
