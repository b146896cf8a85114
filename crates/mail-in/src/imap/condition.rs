use super::fault::Fault;

/// How a command ended, or how the server is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) status: Status,
    /// The word in brackets, such as `UIDVALIDITY`, and what follows it there.
    pub(super) code: Option<(String, String)>,
    /// The words for people.
    pub(super) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Ok,
    No,
    Bad,
    Bye,
    Preauth,
}

impl Condition {
    /// Reads `OK [UIDNEXT 5] words` and its like.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let status = match word.to_ascii_uppercase().as_str() {
            "OK" => Status::Ok,
            "NO" => Status::No,
            "BAD" => Status::Bad,
            "BYE" => Status::Bye,
            "PREAUTH" => Status::Preauth,
            _ => return None,
        };
        let (code, text) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((code, text)) => {
                let (name, value) = code.split_once(' ').unwrap_or((code, ""));
                (Some((name.to_ascii_uppercase(), value.to_owned())), text.trim_start())
            }
            None => (None, rest),
        };
        Some(Self { status, code, text: shortened(text) })
    }

    /// The condition, if the command was carried out.
    pub(super) fn accepted(self) -> Result<Self, Fault> {
        match self.status {
            Status::Ok => Ok(self),
            Status::Bad => Err(Fault::Refused(format!("it does not understand a command: {}", self.text))),
            _ => Err(Fault::Refused(format!("it refuses a command: {}", self.text))),
        }
    }
}

pub(super) fn upper_words(text: &str) -> Vec<String> {
    text.split_ascii_whitespace().map(str::to_ascii_uppercase).collect()
}

/// The server's words go into the log.
pub(super) fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}
