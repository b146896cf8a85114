use crate::people::{Password, PasswordHash};
use crate::use_cases::{Accounts, Error};

/// What came of comparing a typed password with a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PasswordCheck {
    Wrong,
    Right,
    /// The hash is of exactly what was typed, made before passwords were normalised. It is to be made anew.
    RightAsTyped,
}

impl PasswordCheck {
    pub(crate) fn is_right(self) -> bool {
        self != Self::Wrong
    }
}

impl Accounts<'_> {
    /// Compares a typed password, in its normal form and then as it was typed. Without a hash it takes as long.
    pub(crate) async fn check_password(
        self,
        typed: &Password,
        hash: Option<PasswordHash>,
    ) -> Result<PasswordCheck, Error> {
        let passwords = &self.desk.ports.passwords;
        if passwords.verify(typed.clone(), hash.clone()).await? {
            return Ok(PasswordCheck::Right);
        }
        let Some(as_typed) = typed.as_typed() else { return Ok(PasswordCheck::Wrong) };
        let is_right = passwords.verify(as_typed, hash).await?;
        Ok(if is_right { PasswordCheck::RightAsTyped } else { PasswordCheck::Wrong })
    }
}
