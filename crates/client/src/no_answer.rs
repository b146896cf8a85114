//! Why a request was not answered.

use std::error::Error;
use std::io;

use deskhand_outgoing::{TlsError, innermost_reason};
use hyper_util::client::legacy;

use crate::request::ApiRequest;

#[derive(Debug, thiserror::Error)]
pub(crate) enum NoAnswer {
    /// Another try would end the same.
    #[error("{0}")]
    Final(String),
    /// The desk has not got the request.
    #[error("{0}")]
    NotSent(String),
    /// The desk may have carried it out.
    #[error("{0}")]
    Unknown(String),
}

impl NoAnswer {
    pub(crate) fn of(desk: &str, error: &legacy::Error) -> Self {
        let reason = innermost_reason(error);
        match error {
            _ if is_of_tls(error) => Self::Final(format!(
                "{desk} is not trusted: {reason}. Where an authority of your own issued its certificate, name the file of that authority: ca_file, or \
                 DESKHAND_CA_FILE"
            )),
            _ if error.is_connect() => Self::NotSent(format!("{desk} is not reached: {reason}")),
            _ => Self::Unknown(format!("the connection to {desk} broke: {reason}")),
        }
    }

    pub(crate) fn may_be_repeated(&self, request: &ApiRequest) -> bool {
        match self {
            Self::Final(_) => false,
            Self::NotSent(_) => true,
            Self::Unknown(_) => request.is_repeatable,
        }
    }

    /// For the person who has to decide what to do.
    pub(crate) fn explained(self, request: &ApiRequest) -> anyhow::Error {
        let is_open = matches!(self, Self::Unknown(_)) && !request.is_repeatable;
        let error = anyhow::Error::new(self);
        if is_open { error.context("it is not known whether this was done: look before you repeat it") } else { error }
    }
}

/// Whether TLS failed. An [`io::Error`] gives what it wraps as itself, and not as its source.
fn is_of_tls(error: &(dyn Error + 'static)) -> bool {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    error.is::<TlsError>() || wrapped.is_some_and(|inside| is_of_tls(inside)) || error.source().is_some_and(is_of_tls)
}
