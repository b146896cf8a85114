use crate::people::Password;

/// Estimates how soon a password is guessed by somebody who knows what people choose.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait PasswordStrength: Send + Sync {
    /// About how many guesses it takes. `known` are words that the attacker tries first: the person's names, the desk's.
    ///
    /// MUST know at least 10,000 common passwords, and answer less than [`Password::MIN_GUESSES`] for each of them and
    /// for each of `known`, whatever their case. MUST answer within a few milliseconds for every password.
    fn guesses(&self, password: &Password, known: &[String]) -> u64;
}
