//! Sign-up, sign-in and sign-out.

mod forged_tokens;
mod identity;
mod own_sessions;
mod passwords;
mod phone_required;
mod sessions;
mod sessions_ended_by_others;
mod signing_in;
mod signing_up;
