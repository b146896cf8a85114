use std::fmt;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, KeepAlive, Request, Response};
use actix_service::{
    IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt as _, apply_fn_factory, map_config,
};
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{AppConfig, Extensions, Server};
use deskhand_domain::ports::IdGenerator;
use tokio::net::TcpStream;

use super::converse::converse;
use super::counter::ConnectionCounter;
use super::end::End;
use super::farewell::{refuse, say_farewell};
use super::limits::ConnectionLimits;
use super::socket::Socket;
use super::tracked::{begin, track};
use crate::metrics::Metrics;

/// How many connections beyond the most are accepted, to be refused with an answer. Further ones wait in the system's queue.
const REFUSED_AT_ONCE: usize = 16;

/// How long actix waits at the end of a connection. What waits longer is ended from here.
const CLOSING: Duration = Duration::from_secs(1);

/// How an instance listens.
#[derive(Clone)]
pub struct Listening {
    /// The number of threads that answer requests.
    pub workers: usize,
    /// How long requests in flight may take after a stop signal.
    pub grace: Duration,
    /// How long a connection may take for what.
    pub limits: ConnectionLimits,
    /// The open connections.
    pub counter: ConnectionCounter,
    /// The metrics of the instance.
    pub metrics: Metrics,
    /// Makes the ids of answers without a request.
    pub ids: Arc<dyn IdGenerator>,
}

/// Serves an app on a socket. In place of actix_web's `HttpServer`, which cannot be told of a connection's limits.
///
/// # Errors
/// The system's error of the socket.
pub fn listen<F, I, S, B>(app: F, listener: TcpListener, listening: Listening) -> std::io::Result<Server>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<Error>,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>>,
    S::Service: 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
{
    let builder = Server::build();
    let stopping = builder.graceful_shutdown_signal();
    let most = (listening.counter.most() + REFUSED_AT_ONCE).div_ceil(listening.workers);
    let builder = builder
        .workers(listening.workers)
        .max_concurrent_connections(most)
        .shutdown_timeout(listening.grace.as_secs())
        .disable_signals();
    let builder = builder.listen("http", listener, move || {
        let stopping = stopping.clone();
        let listening = listening.clone();
        let app = app().into_factory().map_err(|error| error.into().error_response());
        let app = apply_fn_factory(app, |mut request: Request, app: &_| {
            let progress = begin(&mut request);
            let answering = Service::<Request>::call(app, request);
            async move {
                Ok(match answering.await {
                    Ok(response) => track(response.into(), progress),
                    Err(response) => track(response.into(), progress),
                })
            }
        });
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .keep_alive(KeepAlive::Os)
            .client_request_timeout(Duration::ZERO)
            .client_disconnect_timeout(CLOSING)
            .on_connect_ext(|socket: &Socket, data: &mut Extensions| drop(data.insert(socket.progress())))
            .h1(map_config(app, |_| AppConfig::default()));
        apply_fn_factory(http, move |stream: TcpStream, http: &_| serve(stream, http, &listening))
    })?;
    Ok(builder.run())
}

/// Serves one connection, or refuses it.
fn serve<H>(
    stream: TcpStream,
    http: &H,
    listening: &Listening,
) -> impl Future<Output = Result<(), DispatchError>> + use<H>
where
    H: Service<(Socket, Option<SocketAddr>), Response = (), Error = DispatchError>,
{
    let listening = listening.clone();
    let peer = stream.peer_addr().ok();
    // Without a peer it has been closed already.
    let admitted = peer.ok_or(End::Closed).and_then(|peer| listening.counter.admit(peer.ip()));
    let begun = match admitted {
        Ok(admitted) => {
            // Else the end of a large answer, and an event after another, wait for an acknowledgement: up to 40 ms.
            let _ = stream.set_nodelay(true);
            drop_unacknowledged(&stream, listening.limits.write);
            let socket = Socket::new(stream, listening.limits, Arc::clone(&admitted.waiting));
            Ok((admitted, socket.clone(), http.call((socket, peer))))
        }
        Err(end) => Err((stream, end)),
    };
    async move {
        let request_id = listening.ids.uuid().to_string();
        match begun {
            Ok((mut admitted, socket, dispatcher)) => {
                let _open = listening.metrics.count_connection();
                let (end, stream) = converse(socket, dispatcher, &mut admitted.displaced).await;
                note(end, peer, &request_id, &listening.metrics);
                if let Some(stream) = stream {
                    say_farewell(stream, end, &request_id).await;
                }
            }
            Err((stream, end)) => {
                note(end, peer, &request_id, &listening.metrics);
                refuse(stream, end, &request_id);
            }
        }
        Ok(())
    }
}

/// Strangers cause these ends as often as they like: they are counted, and no line of the log unless it is asked for.
fn note(end: End, peer: Option<SocketAddr>, request_id: &str, metrics: &Metrics) {
    if let Some(reason) = end.label() {
        metrics.connection_cut_off(reason);
        let peer = peer.map(|peer| peer.to_string());
        tracing::debug!(reason, peer, request_id, "a connection was cut off");
    }
}

/// Has the system end a connection whose other side acknowledges nothing of what is sent: it has gone without a word.
#[cfg(target_os = "linux")]
fn drop_unacknowledged(stream: &TcpStream, limit: Duration) {
    let milliseconds = u32::try_from(limit.as_millis()).unwrap_or(u32::MAX);
    // Without it, the system ends the connection after a quarter of an hour.
    let _ = rustix::net::sockopt::set_tcp_user_timeout(stream, milliseconds);
}

#[cfg(not(target_os = "linux"))]
const fn drop_unacknowledged(_: &TcpStream, _: Duration) {}
