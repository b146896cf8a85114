use crate::ports::ChangeSignal;

/// Wakes no task. A wake-up is a hint, so everything must work with this.
#[derive(Clone, Copy, Debug, Default)]
pub struct SilentSignal;

impl ChangeSignal for SilentSignal {
    fn wake(&self) {}
}
