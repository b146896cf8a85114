use super::misunderstood::{
    Misunderstood, NO_ARGUMENT, NO_GREETING_NAME, NO_RECIPIENT, NO_SENDER, UNKNOWN, UNKNOWN_PARAMETER, WRONG_SIZE,
};
use super::path::path;

/// What a client asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// The greeting.
    Lhlo,
    /// The greeting of SMTP, which LMTP refuses.
    SmtpGreeting,
    /// Begins a mail.
    Mail {
        /// Empty for a bounce.
        sender: String,
        /// How many bytes it will have, if the client says so.
        size: Option<u64>,
    },
    /// Names a recipient.
    Rcpt {
        recipient: String,
    },
    /// The mail itself follows.
    Data,
    /// Forgets what was said of a mail.
    Rset,
    Noop,
    Vrfy,
    Quit,
}

impl Command {
    /// Reads a line without its end.
    pub(super) fn parse(line: &[u8]) -> Result<Self, Misunderstood> {
        let line = str::from_utf8(line).map_err(|_| UNKNOWN)?.trim_end_matches(' ');
        let (word, argument) = line.split_once(' ').unwrap_or((line, ""));
        let alone = |command| if argument.is_empty() { Ok(command) } else { Err(NO_ARGUMENT) };
        match word.to_ascii_uppercase().as_str() {
            "LHLO" if argument.is_empty() => Err(NO_GREETING_NAME),
            "LHLO" => Ok(Self::Lhlo),
            "HELO" | "EHLO" => Ok(Self::SmtpGreeting),
            "MAIL" => mail(argument),
            "RCPT" => rcpt(argument),
            "DATA" => alone(Self::Data),
            "RSET" => alone(Self::Rset),
            "NOOP" => Ok(Self::Noop),
            "VRFY" => Ok(Self::Vrfy),
            "QUIT" => alone(Self::Quit),
            _ => Err(UNKNOWN),
        }
    }
}

fn mail(argument: &str) -> Result<Command, Misunderstood> {
    let (sender, parameters) = after(argument, "FROM:").and_then(path).ok_or(NO_SENDER)?;
    let mut size = None;
    for parameter in parameters.split(' ').filter(|parameter| !parameter.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match (name.to_ascii_uppercase().as_str(), value.to_ascii_uppercase().as_str()) {
            ("SIZE", value) => size = Some(value.parse().map_err(|_| WRONG_SIZE)?),
            ("BODY", "7BIT" | "8BITMIME") | ("SMTPUTF8", "") => {}
            _ => return Err(UNKNOWN_PARAMETER),
        }
    }
    Ok(Command::Mail { sender: sender.to_owned(), size })
}

fn rcpt(argument: &str) -> Result<Command, Misunderstood> {
    match after(argument, "TO:").and_then(path) {
        None | Some(("", _)) => Err(NO_RECIPIENT),
        Some((recipient, "")) => Ok(Command::Rcpt { recipient: recipient.to_owned() }),
        Some(_) => Err(UNKNOWN_PARAMETER),
    }
}

/// Some clients put a space after the colon.
fn after<'a>(argument: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = argument.split_at_checked(word.len())?;
    start.eq_ignore_ascii_case(word).then(|| rest.trim_start_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(sender: &str, size: Option<u64>) -> Result<Command, Misunderstood> {
        Ok(Command::Mail { sender: sender.to_owned(), size })
    }

    #[test]
    fn commands_are_read_in_any_case() {
        let rcpt = |recipient: &str| Ok(Command::Rcpt { recipient: recipient.to_owned() });
        for (line, expected) in [
            ("lhlo relay.example", Ok(Command::Lhlo)),
            ("EHLO relay.example", Ok(Command::SmtpGreeting)),
            ("MAIL FROM:<>", mail("", None)),
            ("mail from: <ada@client.example> size=12 body=8bitmime SMTPUTF8", mail("ada@client.example", Some(12))),
            ("RCPT TO:<support@desk.example>", rcpt("support@desk.example")),
            ("rcpt to:<Straße@desk.example>", rcpt("Straße@desk.example")),
            ("DATA ", Ok(Command::Data)),
            ("NOOP anything", Ok(Command::Noop)),
        ] {
            assert_eq!(Command::parse(line.as_bytes()), expected, "{line}");
        }
    }

    #[test]
    fn what_is_no_command_is_refused_with_its_reason() {
        for (line, answer) in [
            ("", UNKNOWN),
            ("STARTTLS", UNKNOWN),
            ("NOOP\nDATA", UNKNOWN),
            ("LHLO", NO_GREETING_NAME),
            ("MAIL", NO_SENDER),
            ("MAIL FROM:ada@client.example", NO_SENDER),
            ("MAIL TO:<ada@client.example>", NO_SENDER),
            ("MAIL FROM:<ada@client.example> SIZE=big", WRONG_SIZE),
            ("MAIL FROM:<ada@client.example> RET=FULL", UNKNOWN_PARAMETER),
            ("MAIL FROM:<ada@client.example> BODY=BINARYMIME", UNKNOWN_PARAMETER),
            ("RCPT TO:<>", NO_RECIPIENT),
            ("RCPT TO:<support@desk.example> NOTIFY=NEVER", UNKNOWN_PARAMETER),
            ("DATA now", NO_ARGUMENT),
        ] {
            assert_eq!(Command::parse(line.as_bytes()), Err(answer), "{line}");
        }
        assert_eq!(Command::parse(b"NOOP \xff"), Err(UNKNOWN));
    }
}
