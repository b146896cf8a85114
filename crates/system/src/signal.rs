use deskhand_domain::ports::ChangeSignal;

/// Signals nothing: for a service that reads the history or the outbox at intervals.
#[derive(Clone, Copy, Debug, Default)]
pub struct SilentSignal;

impl ChangeSignal for SilentSignal {
    fn wake(&self) {}
}
