use std::io::{self, ErrorKind};
use std::net::TcpListener;

use deskhand_mail_in::lmtp::{ListenAddress, LmtpListener};

use crate::settings::HttpSettings;

/// Takes the port. It is the first thing that a start does: where the port is in use, nothing has been made.
pub(crate) fn take_port(http: &HttpSettings) -> anyhow::Result<TcpListener> {
    TcpListener::bind((http.host.as_str(), http.port)).map_err(|error| anyhow::anyhow!(refusal(http, &error)))
}

/// Takes the socket of LMTP, if the settings name one.
pub(crate) async fn take_lmtp(address: Option<&ListenAddress>) -> anyhow::Result<Option<LmtpListener>> {
    let Some(address) = address else { return Ok(None) };
    let listener = LmtpListener::bind(address).await.map_err(|error| anyhow::anyhow!(lmtp_refusal(address, &error)))?;
    Ok(Some(listener))
}

pub(crate) fn lmtp_refusal(address: &ListenAddress, error: &io::Error) -> String {
    format!(
        "can't listen on {address} for mail servers: {error}; check mail.in.lmtp_listen (the environment variable is \
         DESKHAND__MAIL__IN__LMTP_LISTEN)"
    )
}

/// What is wrong, and what to do.
pub(crate) fn refusal(http: &HttpSettings, error: &io::Error) -> String {
    let (host, port) = (&http.host, http.port);
    let set_port = "set http.port (the environment variable is DESKHAND__HTTP__PORT)";
    match error.kind() {
        ErrorKind::AddrInUse => format!("another program uses port {port} of {host}: stop it, or {set_port}"),
        ErrorKind::PermissionDenied => {
            format!("this user may not listen on port {port} of {host}: {set_port} to a number from 1024 on")
        }
        ErrorKind::AddrNotAvailable => format!(
            "{host} is no address of this machine, so nothing can listen on its port {port}: set http.host (the environment \
             variable is DESKHAND__HTTP__HOST)"
        ),
        _ => format!("can't listen on {host}, port {port}: {error}; check http.host and http.port"),
    }
}
