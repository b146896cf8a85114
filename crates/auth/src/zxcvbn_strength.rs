use deskhand_domain::people::Password;
use deskhand_domain::ports::PasswordStrength;

/// How many characters are judged. `zxcvbn` needs half a second for a hundred that are all look-alikes of letters, and
/// this many are enough to tell a good password.
const JUDGED: usize = 32;

/// Estimates guesses with `zxcvbn`: from its lists of passwords, words and names, and from what people do with them
/// (capitals, look-alikes, years, rows of keys, repetition).
#[derive(Clone, Copy, Debug, Default)]
pub struct ZxcvbnStrength;

impl PasswordStrength for ZxcvbnStrength {
    fn guesses(&self, password: &Password, known: &[String]) -> u64 {
        let judged: String = password.reveal().chars().take(JUDGED).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        zxcvbn::zxcvbn(&judged, &known).guesses()
    }
}

#[cfg(test)]
mod tests;
