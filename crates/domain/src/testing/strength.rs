use crate::people::Password;
use crate::ports::PasswordStrength;

/// Knows three common passwords (`password1`, `12345678`, `qwertyui`) and the words it is told; all others withstand
/// every guess.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThreeGuesses;

impl PasswordStrength for ThreeGuesses {
    fn guesses(&self, password: &Password, known: &[String]) -> u64 {
        let common = ["password1", "12345678", "qwertyui"];
        let mut guesses = common.into_iter().chain(known.iter().map(String::as_str));
        if guesses.any(|guess| guess.eq_ignore_ascii_case(password.reveal())) { 1 } else { u64::MAX }
    }
}
