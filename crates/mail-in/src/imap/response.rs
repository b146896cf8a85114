use super::condition::{Condition, shortened, upper_words};
use super::fault::Fault;
use super::fetched::Fetched;
use super::framing::Raw;

/// What a server says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Response {
    /// It waits for the rest of a command, or has begun to idle.
    Continue,
    /// It has carried out the command with this tag, or refused it.
    Done {
        tag: String,
        condition: Condition,
    },
    /// A condition apart from any command.
    Untagged(Condition),
    /// How many mails the folder has.
    Exists(u32),
    /// A mail is gone, so there is one less.
    Expunge,
    Fetch(Fetched),
    Capability(Vec<String>),
    /// Something that nothing here depends on.
    Other,
}

impl Response {
    pub(super) fn parse(raw: Raw) -> Result<Self, Fault> {
        let text = String::from_utf8_lossy(&raw.text).into_owned();
        let (first, rest) = text.split_once(' ').unwrap_or((&text, ""));
        match first {
            "+" => Ok(Self::Continue),
            "*" => untagged(rest, raw, &text),
            "" => nonsense(&text),
            tag => match Condition::parse(rest) {
                Some(condition) => Ok(Self::Done { tag: tag.to_owned(), condition }),
                None => nonsense(&text),
            },
        }
    }
}

fn untagged(rest: &str, raw: Raw, text: &str) -> Result<Response, Fault> {
    if let Some(condition) = Condition::parse(rest) {
        return Ok(Response::Untagged(condition));
    }
    let mut words = rest.splitn(3, ' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if first.eq_ignore_ascii_case("CAPABILITY") {
        return Ok(Response::Capability(upper_words(rest.get(first.len()..).unwrap_or_default())));
    }
    match (first.parse::<u32>(), second.to_ascii_uppercase().as_str()) {
        (Ok(count), "EXISTS") => Ok(Response::Exists(count)),
        (Ok(_), "EXPUNGE") => Ok(Response::Expunge),
        (Ok(_), "FETCH") => {
            let skip = "* ".len() + first.len() + " FETCH ".len();
            Fetched::parse(raw, skip).map_or_else(|| nonsense(text), |fetched| Ok(Response::Fetch(fetched)))
        }
        _ => Ok(Response::Other),
    }
}

fn nonsense<T>(text: &str) -> Result<T, Fault> {
    Err(Fault::Connection(format!("it sent what is no answer of IMAP: {}", shortened(text))))
}

#[cfg(test)]
mod tests {
    use super::super::condition::Status;
    use super::*;

    fn parse(text: &str) -> Result<Response, Fault> {
        Response::parse(Raw { text: text.as_bytes().to_vec(), literals: Vec::new() })
    }

    #[test]
    fn responses_are_told_apart() {
        let condition = |status, code: Option<(&str, &str)>, text: &str| Condition {
            status,
            code: code.map(|(name, value)| (name.to_owned(), value.to_owned())),
            text: text.to_owned(),
        };
        for (text, expected) in [
            ("+ idling", Response::Continue),
            ("+", Response::Continue),
            ("* 3 exists", Response::Exists(3)),
            ("* 3 EXPUNGE", Response::Expunge),
            ("* FLAGS (\\Seen)", Response::Other),
            ("* capability IMAP4rev1 Idle", Response::Capability(vec!["IMAP4REV1".to_owned(), "IDLE".to_owned()])),
            (
                "* OK [UIDVALIDITY 17] UIDs valid",
                Response::Untagged(condition(Status::Ok, Some(("UIDVALIDITY", "17")), "UIDs valid")),
            ),
            ("* BYE", Response::Untagged(condition(Status::Bye, None, ""))),
            (
                "A1 no [authenticationfailed] wrong",
                Response::Done {
                    tag: "A1".to_owned(),
                    condition: condition(Status::No, Some(("AUTHENTICATIONFAILED", "")), "wrong"),
                },
            ),
            ("* 3 FETCH (UID 5)", Response::Fetch(Fetched { uid: Some(5), ..Fetched::default() })),
        ] {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
        for text in ["", "HTTP/1.1 400", "A1", "* 3 FETCH UID 5", "SSH-2.0-x"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
