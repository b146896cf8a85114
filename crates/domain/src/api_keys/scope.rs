use std::collections::BTreeSet;

use crate::invalid::Invalid;
use crate::people::Role;
use crate::text::word_type;

word_type! {
    /// What a key is good for.
    KeyScope: "one of read, write, staff:register, mail:deliver" {
        /// Reading whatever its owner may read.
        Read = "read",
        /// Everything that its owner may do, but for keys, password and account settings. Reading is part of it.
        Write = "write",
        /// Signing up engineers who are approved at once; nothing else.
        StaffRegister = "staff:register",
        /// Delivering mail that came to the desk; nothing else. It says who wrote it, so it is for the own mail server only.
        MailDeliver = "mail:deliver",
    }
}

/// The scopes of one key: at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyScopes(BTreeSet<KeyScope>);

impl KeyScopes {
    /// The only way to make some.
    ///
    /// # Errors
    /// [`Invalid::Empty`]: a key without a scope would be good for nothing; [`Invalid::Repeated`].
    pub fn parse(scopes: impl IntoIterator<Item = KeyScope>) -> Result<Self, Invalid> {
        let mut named = BTreeSet::new();
        for scope in scopes {
            if !named.insert(scope) {
                return Err(Invalid::Repeated);
            }
        }
        if named.is_empty() { Err(Invalid::Empty) } else { Ok(Self(named)) }
    }

    /// Whether this scope is among them, by name.
    #[must_use]
    pub fn has(&self, scope: KeyScope) -> bool {
        self.0.contains(&scope)
    }

    /// In the order of [`KeyScope::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = KeyScope> {
        self.0.iter().copied()
    }

    /// Those that count while the owner of the key has this role: registering staff and delivering mail is for admins, whatever the
    /// owner was when the key was made. None may be left.
    #[must_use]
    pub fn of_owner(&self, role: Role) -> Vec<KeyScope> {
        let is_for_admins = |scope: &KeyScope| matches!(scope, KeyScope::StaffRegister | KeyScope::MailDeliver);
        self.iter().filter(|scope| !is_for_admins(scope) || role.is_admin()).collect()
    }
}
