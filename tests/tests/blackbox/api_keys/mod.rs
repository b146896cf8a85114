//! API keys, with which programs authenticate. What each scope reaches is walked in `authorization_walk/keys.rs`.

mod ending;
mod making;
mod registering_staff;
mod secrecy;
