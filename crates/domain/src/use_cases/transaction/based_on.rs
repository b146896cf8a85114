use crate::use_cases::Error;

/// The version that a change is based on, as far as the caller said it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BasedOn {
    /// Any: the change is made whatever was changed before.
    #[default]
    Any,
    /// One of these: the change is refused if the present version is another.
    OneOf(Vec<u64>),
}

impl BasedOn {
    /// Checks it against the present version, as the caller sees it.
    ///
    /// # Errors
    /// [`Error::Stale`].
    pub(crate) fn check(&self, present: u64) -> Result<(), Error> {
        match self {
            Self::OneOf(versions) if !versions.contains(&present) => Err(Error::Stale),
            _ => Ok(()),
        }
    }
}

impl From<u64> for BasedOn {
    fn from(version: u64) -> Self {
        Self::OneOf(vec![version])
    }
}
