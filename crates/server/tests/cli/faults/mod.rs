//! What breaks, and what holds all the same. Real processes, killed, stopped, starved and cut off while people work.
//!
//! Short rounds with `make test`; `make soak` runs the long ones. Everything random comes from a die whose seed is
//! printed: `DESKHAND_TEST_SEED` throws it again.

mod client;
mod crowd;
mod database_check;
mod environment;
mod eventually;
mod full_disk;
mod kill_lottery;
mod postgres_outage;
mod postgres_unreachable;
mod raw_client;
mod restore_drill;
mod rng;
mod slow_clients;
mod sqlite_trouble;
mod stopping;
mod too_many_at_once;
mod tunnel;
