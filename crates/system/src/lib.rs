//! Small adapters that every service needs, behind the ports of `deskhand-domain`: the machine's clock, UUIDv7 ids, a
//! sleeper, and a change signal that nobody listens to. None of them needs an async runtime.

mod clock;
mod ids;
mod ports;
mod signal;
mod sleeper;

pub use clock::SystemClock;
pub use ids::UuidV7Ids;
pub use ports::ports_over;
pub use signal::SilentSignal;
pub use sleeper::ThreadSleeper;
