//! The connections of an instance. actix-http reads and writes HTTP on them; this folder limits what it leaves unlimited: the time that a
//! head and an answer take, the requests that arrive before the last one is answered, and the number of connections.
//!
//! Each connection is one future, `converse`, over a `Socket`. The socket hands actix one request at a time and notes in which
//! `Phase` the connection is; the future ends it when the phase takes too long.

mod body;
mod chunks;
mod converse;
mod counter;
mod end;
mod farewell;
mod head;
mod limits;
mod listen;
mod phase;
mod socket;
mod tracked;
mod waiting;
mod wire;

pub use counter::ConnectionCounter;
pub use limits::{ConnectionCaps, ConnectionLimits};
pub use listen::{Listening, listen};
