use crate::invalid::Invalid;
use crate::people::{Password, PasswordHash};
use crate::use_cases::{Accounts, Error};

/// Words that everybody tries at a help desk.
const PRODUCT: &[&str] = &["deskhand", "helpdesk", "support", "ticket"];

/// The shortest part of a name that counts as a word of its own.
const SHORTEST_WORD: usize = 3;

impl Accounts<'_> {
    /// Hashes a new password of the person with these `names` (username, address, display name), if it obeys the rules.
    /// `field` is what the API calls it.
    ///
    /// # Errors
    /// [`Error::Field`]: too easy to guess, or not of the classes that the policy wants; [`Error::Overloaded`].
    pub(crate) async fn hash_new_password(
        self,
        field: &'static str,
        password: Password,
        names: &[&str],
    ) -> Result<PasswordHash, Error> {
        self.check_new_password(&password, names).map_err(|reason| Error::Field { field, reason })?;
        Ok(self.desk.ports.passwords.hash(password).await?)
    }

    /// The rules of a new password beyond its length (docs/domain.md, section 1).
    fn check_new_password(self, password: &Password, names: &[&str]) -> Result<(), Invalid> {
        if self.desk.workflow().password_classes {
            password.check_classes()?;
        }
        let desk = self.desk.rules.desk_names.iter().map(String::as_str);
        let known: Vec<String> =
            names.iter().copied().chain(PRODUCT.iter().copied()).chain(desk).flat_map(words).collect();
        let is_a_name = known.iter().any(|name| password.repeats(name));
        if is_a_name || self.desk.ports.strength.guesses(password, &known) < Password::MIN_GUESSES {
            return Err(Invalid::Guessable);
        }
        Ok(())
    }
}

/// The name itself and the words in it: `Ada Lovelace`, `Ada`, `Lovelace`.
fn words(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() >= SHORTEST_WORD);
    parts.chain([name]).map(str::to_owned).collect()
}
