//! Files: sent, attached, read, removed.

mod access;
mod attaching;
mod exchange;
mod hostile;
mod in_letters;
mod limits;
mod links;
mod removal;
mod retries;
mod sweep;
mod verbs;
