//! Load from `oha`, in short turns.

mod figures;
mod oha;
mod request;

pub(crate) use figures::Load;
pub(crate) use oha::{Oha, Turn};
pub(crate) use request::Request;
