//! The measurements, one a file.

mod compare;
mod flood;
mod group;
mod growth;
mod idle;
mod letters;
mod overload;
mod stage;
mod streams;
mod turns;

pub use compare::{ComparedRow, compare, crowds};
pub use flood::{Flood, flood};
pub use group::{Grouped, group};
pub use growth::{GrowthRow, growth};
pub use idle::{Idle, idle};
pub use letters::{Letters, letters};
pub use overload::{Overload, overload};
pub use stage::{Cast, Stage};
pub use streams::{Streams, streams};
pub use turns::{Player, Turns, in_turn, in_turn_and_more_if};
