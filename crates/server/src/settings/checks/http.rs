use std::net::IpAddr;

use deskhand_email::PublicUrl;
use deskhand_http_core::rate_limit::TrustedProxies;
use url::Url;

use super::Wrong;
use crate::settings::HttpSettings;

impl HttpSettings {
    pub(super) fn wrong_values(&self) -> Vec<Wrong> {
        let at_least_one = |key, number| {
            (number == 0).then(|| Wrong::new(key, "with 0 no request would be answered; it must be 1 or more"))
        };
        let many_threads =
            (self.workers > 1024).then(|| Wrong::new("http.workers", format!("{} threads are too many", self.workers)));
        [
            host(&self.host).err(),
            self.links_base().err(),
            self.proxies().err(),
            self.allowed_origins().err(),
            self.connection_caps().err(),
            many_threads,
            at_least_one("http.requests_at_once", self.requests_at_once),
            at_least_one("http.changes_at_once", self.changes_at_once),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The beginning of links.
    pub(crate) fn links_base(&self) -> Result<PublicUrl, Wrong> {
        PublicUrl::parse(&self.public_url).map_err(|error| Wrong::new("http.public_url", error))
    }

    /// The proxies in front.
    pub(crate) fn proxies(&self) -> Result<TrustedProxies, Wrong> {
        TrustedProxies::parse(&self.trusted_proxies, self.forwarded_header.into()).map_err(|text| {
            let reason = format!("{text:?} is neither an address such as 10.0.0.1 nor a network such as 10.0.0.0/8");
            Wrong::new("http.trusted_proxies", reason)
        })
    }

    /// The origins whose scripts may call the API, each as a browser writes it.
    pub(crate) fn allowed_origins(&self) -> Result<Vec<String>, Wrong> {
        let is_origin = |text: &&String| Url::parse(text).is_ok_and(|url| url.origin().ascii_serialization() == **text);
        match self.cors_origins.iter().find(|text| !is_origin(text) || *text == "null") {
            Some(text) => {
                let reason = format!("{text:?} is no origin such as https://intranet.example.com");
                Err(Wrong::new("http.cors_origins", reason))
            }
            None => Ok(self.cors_origins.clone()),
        }
    }

    /// Whether only programs on this machine can connect.
    pub(crate) fn is_for_this_machine(&self) -> bool {
        self.host.eq_ignore_ascii_case("localhost") || self.host.parse().is_ok_and(|host: IpAddr| host.is_loopback())
    }
}

fn host(host: &str) -> Result<(), Wrong> {
    let is_name = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if is_name || host.parse::<IpAddr>().is_ok() {
        return Ok(());
    }
    let reason =
        format!("{host:?} is no address to listen on, such as 127.0.0.1, 0.0.0.0 or ::1, without scheme and port");
    Err(Wrong::new("http.host", reason))
}
