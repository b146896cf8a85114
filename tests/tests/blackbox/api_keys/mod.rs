//! What programs show in the place of a sign-in. What each scope reaches is walked in `authorization_walk/keys.rs`.

mod ending;
mod making;
mod registering_staff;
mod secrecy;
