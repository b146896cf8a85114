//! How long to wait between tries: a list of waits, one after each failed try but the last.

use time::Duration;

/// The wait after `tries` tries of which the last failed. `None` if no try is left.
pub(crate) fn wait_after(tries: u32, waits: &[Duration]) -> Option<Duration> {
    let index = usize::try_from(tries).unwrap_or(usize::MAX).checked_sub(1)?;
    waits.get(index).copied()
}

/// Whether there is a try with this number, from 1: one more than there are waits.
pub(crate) const fn allows(tries: u32, waits: &[Duration]) -> bool {
    tries as usize <= waits.len() + 1
}
