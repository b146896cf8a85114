use super::framing::Raw;
use super::tokens::{Token, tokens};

/// What a server says of one mail.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fetched {
    pub(super) uid: Option<u32>,
    pub(super) size: Option<u64>,
    pub(super) is_seen: bool,
    pub(super) body: Option<Vec<u8>>,
}

impl Fetched {
    /// Reads what follows `* 1 FETCH `, from `skip` on: names and values in turn, between brackets. Names that were not asked for
    /// are skipped, with whatever their values are. `None` if it is something else.
    pub(super) fn parse(raw: Raw, skip: usize) -> Option<Self> {
        let mut tokens = tokens(raw, skip)?.into_iter();
        if tokens.next()? != Token::Open {
            return None;
        }
        let mut fetched = Self::default();
        loop {
            let name = match tokens.next()? {
                Token::Close => break,
                Token::Atom(name) => name,
                _ => return None,
            };
            let value = value(&mut tokens)?;
            match (name.as_str(), value) {
                ("UID", Value::Atom(uid)) => fetched.uid = Some(uid.parse().ok()?),
                ("RFC822.SIZE", Value::Atom(size)) => fetched.size = Some(size.parse().ok()?),
                ("FLAGS", Value::List(flags)) => fetched.is_seen = flags.iter().any(|flag| flag == "\\SEEN"),
                ("BODY[]" | "BODY[HEADER]<0>", Value::Text(body)) => fetched.body = Some(body),
                _ => {}
            }
        }
        tokens.next().is_none().then_some(fetched)
    }
}

enum Value {
    Atom(String),
    Text(Vec<u8>),
    /// The atoms in brackets, however deep.
    List(Vec<String>),
}

fn value(tokens: &mut impl Iterator<Item = Token>) -> Option<Value> {
    match tokens.next()? {
        Token::Atom(word) => return Some(Value::Atom(word)),
        Token::Text(text) => return Some(Value::Text(text)),
        Token::Close => return None,
        Token::Open => {}
    }
    let (mut atoms, mut depth) = (Vec::new(), 1_usize);
    while depth > 0 {
        match tokens.next()? {
            Token::Open => depth += 1,
            Token::Close => depth -= 1,
            Token::Atom(word) => atoms.push(word),
            Token::Text(_) => {}
        }
    }
    Some(Value::List(atoms))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, literals: &[&[u8]]) -> Option<Fetched> {
        let literals = literals.iter().map(|literal| literal.to_vec()).collect();
        Fetched::parse(Raw { text: text.as_bytes().to_vec(), literals }, 0)
    }

    #[test]
    fn what_was_asked_for_is_found_among_what_was_not() {
        let all =
            "(FLAGS (\\Answered \\Seen) X-NEW (a (b \"c\") NIL) uid 7 MODSEQ (9) RFC822.SIZE 5000000000 BODY[] \0)";
        let expected =
            Fetched { uid: Some(7), size: Some(5_000_000_000), is_seen: true, body: Some(b"a\r\n".to_vec()) };
        assert_eq!(parse(all, &[b"a\r\n"]), Some(expected));
        assert_eq!(parse("(UID 7 BODY[] NIL)", &[]), Some(Fetched { uid: Some(7), ..Fetched::default() }));
        assert_eq!(parse("(UID 7 BODY[] \"a\")", &[]).unwrap().body, Some(b"a".to_vec()));
        let deep = format!("(UID 7 BODYSTRUCTURE {}{})", "(".repeat(30_000), ")".repeat(30_000));
        assert_eq!(parse(&deep, &[]).unwrap().uid, Some(7));
        for broken in
            ["", "UID 7", "(UID", "(UID 7", "(UID seven)", "(UID 7))", "(UID 4294967296)", "((", "(\"UID\" 7)"]
        {
            assert_eq!(parse(broken, &[]), None, "{broken}");
        }
    }
}
