/// Why a command is not understood, with the answer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Misunderstood(pub(super) &'static str);

pub(super) const UNKNOWN: Misunderstood = Misunderstood("500 5.5.2 I don't know this command");
pub(super) const NO_GREETING_NAME: Misunderstood = Misunderstood("501 5.5.4 Say LHLO with your name");
pub(super) const NO_SENDER: Misunderstood = Misunderstood("501 5.5.4 Say MAIL FROM:<address>");
pub(super) const NO_RECIPIENT: Misunderstood = Misunderstood("501 5.5.4 Say RCPT TO:<address>");
pub(super) const NO_ARGUMENT: Misunderstood = Misunderstood("501 5.5.4 This command has no argument");
pub(super) const UNKNOWN_PARAMETER: Misunderstood = Misunderstood("555 5.5.4 I don't know this parameter");
pub(super) const WRONG_SIZE: Misunderstood = Misunderstood("501 5.5.4 SIZE must be a number");
