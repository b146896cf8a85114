//! What went wrong with the mail server, at which step, and whether the mail may be sent again.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use deskhand_domain::ports::NotifyError;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Code;

/// The step that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Connect,
    StartTls,
    SignIn,
    Sender,
    Recipient,
    Data,
    /// While the mail itself is written.
    Content,
    /// The whole mail is written; only the answer is missing.
    FinalDot,
}

#[derive(Debug)]
pub(super) enum Trouble {
    /// No answer for this long.
    Silence(Duration),
    /// The server lacks what the settings ask for.
    Lacks(&'static str),
    Network(io::Error),
    Smtp(Error),
}

#[derive(Debug)]
pub(super) struct Fault {
    pub(super) stage: Stage,
    pub(super) trouble: Trouble,
}

impl Fault {
    /// Only a refusal of this mail or recipient is permanent. A refused greeting, sign-in or sender is a fault of the installation:
    /// once it is mended, all mails can be sent.
    pub(super) fn verdict(&self, server: &str) -> NotifyError {
        let words = self.explain(server);
        match self.stage {
            _ if self.refuses_all() => NotifyError::RefusesAll(words),
            Stage::Recipient if self.refuses_the_mail() => NotifyError::Permanent(words),
            Stage::Data | Stage::Content | Stage::FinalDot if self.refuses_the_mail() => {
                NotifyError::RefusedContent(words)
            }
            Stage::FinalDot if !self.is_an_answer() => NotifyError::Uncertain(words),
            _ => NotifyError::Transient(words),
        }
    }

    fn refuses_the_mail(&self) -> bool {
        matches!(&self.trouble, Trouble::Smtp(error) if error.is_permanent())
    }

    /// Whether the server would refuse every other mail as well, as far as its answer shows it. Before the recipient, nothing that
    /// it refuses is about the mail. Many servers judge the greeting and the sender only at the recipient; then their words tell.
    pub(super) fn refuses_all(&self) -> bool {
        match (&self.trouble, self.stage) {
            (Trouble::Lacks(_), _) => true,
            (Trouble::Silence(_) | Trouble::Network(_), _) => false,
            (Trouble::Smtp(error), Stage::Connect | Stage::StartTls | Stage::SignIn | Stage::Sender) => {
                error.is_permanent() && error.status().is_some()
            }
            (Trouble::Smtp(error), _) => {
                error.is_permanent() && error.status().is_some_and(|code| is_about_us(code, &self.detail()))
            }
        }
    }

    fn is_an_answer(&self) -> bool {
        matches!(&self.trouble, Trouble::Smtp(error) if error.status().is_some())
    }

    /// One sentence for the operator.
    pub(super) fn explain(&self, server: &str) -> String {
        let what = match (self.stage, &self.trouble) {
            (_, Trouble::Lacks(what)) => return format!("the mail server {server} {what}"),
            (_, Trouble::Smtp(error)) if is_about_certificates(error) => {
                "shows no trusted certificate: set mail.ca_file for a private authority"
            }
            (_, Trouble::Smtp(error)) if is_about_tls(error) => "does not speak TLS as the settings expect",
            (Stage::Connect, _) if self.is_an_answer() => "refused the connection",
            (Stage::Connect, _) => "cannot be reached",
            (Stage::StartTls, _) => "did not switch to TLS",
            (Stage::SignIn, _) if self.is_an_answer() => "did not accept user name and password",
            (Stage::SignIn, _) => "did not finish the sign-in",
            (Stage::Sender, _) => "did not accept the sender",
            (Stage::Recipient, _) => "did not accept the recipient",
            (Stage::Data | Stage::Content, _) => "did not take the mail",
            (Stage::FinalDot, _) if self.is_an_answer() => "did not accept the mail",
            (Stage::FinalDot, _) => "has the whole mail but did not confirm it",
        };
        format!("the mail server {server} {what}: {}", self.detail())
    }

    fn detail(&self) -> String {
        match &self.trouble {
            Trouble::Silence(limit) => format!("no answer for {limit:?}"),
            Trouble::Lacks(what) => (*what).to_owned(),
            Trouble::Network(error) => error.to_string(),
            Trouble::Smtp(error) => {
                let text = io_cause(error).map(ToString::to_string).or_else(|| error.source().map(ToString::to_string));
                let text: String = text.unwrap_or_else(|| error.to_string()).chars().take(300).collect();
                error.status().map_or_else(|| text.clone(), |code| format!("{code} {text}"))
            }
        }
    }
}

/// Answers to a recipient that are about the client: 50x to its commands, 521 to its host, 53x to its sign-in, and 55x with these
/// words of Postfix, Exim, Exchange and others.
fn is_about_us(code: Code, answer: &str) -> bool {
    const WORDS: [&str; 9] = [
        "helo",
        "client host rejected",
        "sender address rejected",
        "sender verify failed",
        "relay access denied",
        "relay not permitted",
        "unable to relay",
        "authentication required",
        "not authenticated",
    ];
    let answer = answer.to_lowercase();
    let number: u16 = code.into();
    matches!(number, 500..=504 | 521 | 530..=539) || WORDS.iter().any(|words| answer.contains(words))
}

/// rustls reports its errors as invalid data.
fn is_about_tls(error: &Error) -> bool {
    io_cause(error).is_some_and(|cause| cause.kind() == io::ErrorKind::InvalidData)
}

fn is_about_certificates(error: &Error) -> bool {
    is_about_tls(error) && io_cause(error).is_some_and(|cause| cause.to_string().contains("certificate"))
}

/// lettre wraps it in one or two errors of its own.
fn io_cause(error: &Error) -> Option<&io::Error> {
    std::iter::successors(error.source(), |cause| (*cause).source()).find_map(|cause| cause.downcast_ref())
}
