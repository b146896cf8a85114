//! A desk moves: what is exported here is imported there, and is the same.

mod busy_desk;
mod exporting;
mod importing;
mod old_passwords;
mod whole_desk;
