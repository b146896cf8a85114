//! Load from `oha`, in short turns.

mod figures;
mod oha;
mod reading;
mod request;
mod times;

pub(crate) use figures::Load;
pub(crate) use oha::{Oha, Turn};
pub(crate) use reading::{read_tickets, steady};
pub(crate) use request::Request;
pub(crate) use times::p99;
