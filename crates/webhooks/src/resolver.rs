//! Names of receivers as addresses, without those that may not be asked. The check is here, after the name was looked up and before the connection is
//! made: a name that is checked earlier may lead elsewhere a moment later.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec::IntoIter;

use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

use crate::public_addresses::is_public;

#[derive(Clone)]
pub(crate) struct Resolver {
    pub(crate) allow_private: bool,
}

impl Resolver {
    /// Refuses the host of a URL that is an address by itself, which is never looked up.
    pub(crate) fn check_host(&self, host: &str) -> Result<(), String> {
        let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        if self.allow_private || address.is_none_or(is_public) { Ok(()) } else { Err(not_public(host)) }
    }
}

impl Service<Name> for Resolver {
    type Response = IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, io::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let allow_private = self.allow_private;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|found| allow_private || is_public(found.ip())).collect();
            if allowed.is_empty() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, not_public(name.as_str())));
            }
            Ok(allowed.into_iter())
        })
    }
}

fn not_public(host: &str) -> String {
    format!("{host} is no public address; the operator can allow it with webhooks.allow_private")
}
