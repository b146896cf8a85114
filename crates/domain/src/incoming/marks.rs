/// What a mail's header says about who or what sends it, and why. Only headers for this purpose: a subject or a display name is
/// never a mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailMarks {
    /// `Auto-Submitted`, each as it is written.
    pub auto_submitted: Vec<String>,
    /// `Precedence`, each as it is written.
    pub precedence: Vec<String>,
    /// Whether there is a `List-Id`, `List-Post` or `List-Unsubscribe`.
    pub is_list: bool,
    /// Whether there is an `X-Autoreply`, an `X-Autorespond` or a relative of theirs.
    pub is_autoreply: bool,
    /// Whether the mark of an out-of-office rule is there: Exchange's and others'.
    pub is_vacation: bool,
    /// Whether `X-Auto-Response-Suppress` asks not to answer by machine. It says nothing about who writes.
    pub asks_for_silence: bool,
    /// Whether `Return-Path` is empty: no answer is wanted, not even a report. A transport that knows the envelope sets it too.
    pub null_return_path: bool,
    /// Headers in which a filter says that it is spam or is not, as `Name: value`, topmost first.
    pub spam: Vec<String>,
}

impl MailMarks {
    /// The keywords of `Auto-Submitted`, in lower case, without parameters and comments.
    pub(super) fn auto_submitted_words(&self) -> impl Iterator<Item = String> {
        self.auto_submitted.iter().map(|value| first_word(value))
    }

    /// The keywords of `Precedence`, in lower case.
    pub(super) fn precedence_words(&self) -> impl Iterator<Item = String> {
        self.precedence.iter().map(|value| first_word(value))
    }
}

fn first_word(value: &str) -> String {
    let word = value.trim().split(|c: char| matches!(c, ';' | '(' | ',') || c.is_whitespace()).next();
    word.unwrap_or_default().to_ascii_lowercase()
}
