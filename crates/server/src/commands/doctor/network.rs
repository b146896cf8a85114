use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use deskhand_domain::ports::Clock;
use deskhand_http_core::metrics::MetricsReaders;
use deskhand_system::SystemClock;
use url::Url;

use super::finding::Finding;
use crate::settings::{HttpSettings, Settings};
use crate::start::port::refusal;

pub(super) fn public_url(settings: &Settings) -> Finding {
    let (what, url) = ("public address", &settings.http.public_url);
    let local = url.contains("//localhost") || url.contains("//127.0.0.1");
    if local && !settings.http.is_for_this_machine() {
        let text = format!(
            "http.host lets other machines connect, but links in mails begin with {url}, which only this machine can open; set \
             http.public_url (the environment variable is DESKHAND__HTTP__PUBLIC_URL)"
        );
        return Finding::warning(what, text);
    }
    let port = settings.http.port;
    let shown = Url::parse(url).ok().and_then(|url| url.port_or_known_default());
    if local && port != 0 && shown != Some(port) {
        let text = format!(
            "links in mails begin with {url}, but the port is {port}; set http.public_url (the environment variable is \
             DESKHAND__HTTP__PUBLIC_URL), unless a proxy listens there"
        );
        return Finding::warning(what, text);
    }
    Finding::ok(what, format!("links in mails begin with {url}"))
}

pub(super) fn metrics(settings: &Settings) -> Finding {
    match settings.http.metrics {
        MetricsReaders::Loopback => Finding::ok("metrics", "for programs on this machine only"),
        MetricsReaders::Off => Finding::ok("metrics", "for no one"),
        MetricsReaders::Anybody => Finding::warning(
            "metrics",
            "/metrics answers everyone who can reach the port (http.metrics, or DESKHAND__HTTP__METRICS); the proxy in front must \
             keep strangers away from it",
        ),
    }
}

pub(super) fn security_txt(settings: &Settings) -> Option<Finding> {
    let what = "security.txt";
    let expiry = settings.security.expiry().ok().flatten()?;
    let in_force = SystemClock.now() < expiry;
    let expires = &settings.security.expires;
    Some(if in_force {
        Finding::ok(what, format!("it can be relied on until {expires}"))
    } else {
        Finding::warning(
            what,
            format!("it expired at {expires}; set security.expires (DESKHAND__SECURITY__EXPIRES) anew"),
        )
    })
}

pub(super) fn port(settings: &Settings) -> Finding {
    let (host, port) = (settings.http.host.as_str(), settings.http.port);
    match TcpListener::bind((host, port)) {
        Ok(_) => Finding::ok("port", format!("{host}:{port} is free")),
        Err(error) if error.kind() == ErrorKind::AddrInUse && deskhand_answers(&settings.http).unwrap_or(false) => {
            Finding::warning("port", format!("deskhand runs on {host}:{port} already; a second start there is refused"))
        }
        Err(error) => Finding::wrong("port", refusal(&settings.http, &error)),
    }
}

/// Whether the program that uses the port is deskhand: it says so in its health probe.
fn deskhand_answers(http: &HttpSettings) -> std::io::Result<bool> {
    let limit = Duration::from_secs(2);
    let host = match http.host.parse() {
        Ok(IpAddr::V6(Ipv6Addr::UNSPECIFIED)) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        Ok(IpAddr::V4(Ipv4Addr::UNSPECIFIED)) | Err(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        Ok(host) => host,
    };
    let mut stream = TcpStream::connect_timeout(&SocketAddr::new(host, http.port), limit)?;
    stream.set_read_timeout(Some(limit))?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = [0; 1024];
    let mut length = 0;
    while length < answer.len() {
        match stream.read(answer.get_mut(length..).unwrap_or_default())? {
            0 => break,
            more => length += more,
        }
    }
    let answer = String::from_utf8_lossy(answer.get(..length).unwrap_or_default()).to_lowercase();
    Ok(answer.starts_with("http/1.1 200") && answer.contains("x-request-id") && answer.contains("{\"status\":\"ok\"}"))
}
