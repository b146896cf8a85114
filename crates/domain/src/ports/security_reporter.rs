use crate::security::SecurityEvent;

/// Reports entries of the security log where operators look, such as the log of the program. It is called after the commit of the
/// entry, and at once for the first refusal of a group. It MUST NOT block.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait SecurityReporter: Send + Sync {
    /// Reports one entry.
    fn report(&self, event: &SecurityEvent);
}
