//! Fault tests: real processes under load are killed, stopped, starved of resources and disconnected.
//!
//! `make test` runs short rounds, `make soak` long ones. All random numbers come from one seed, which is printed;
//! `DESKHAND_TEST_SEED` sets it.

#[cfg(unix)]
mod bring_mail;
mod client;
mod crowd;
mod database_check;
mod environment;
mod eventually;
mod full_disk;
mod full_file_disk;
#[cfg(unix)]
mod full_mail_disk;
mod hostile;
mod hostile_crowd;
mod kill_lottery;
mod kill_webhooks;
#[cfg(unix)]
mod mail_lottery;
#[cfg(unix)]
mod poison_mail;
mod postgres_outage;
mod postgres_unreachable;
mod process;
mod proxy;
mod raw_client;
mod restore_drill;
mod rng;
mod slow_clients;
mod sqlite_trouble;
mod stopping;
mod streams_behind_proxy;
mod too_many_at_once;
mod tunnel;
