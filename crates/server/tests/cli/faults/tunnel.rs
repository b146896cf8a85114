//! A TCP proxy to a PostgreSQL server that listens on a Unix socket. Tests can close it or stop its traffic.

use std::path::{Path, PathBuf};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

pub(super) struct Tunnel {
    socket: PathBuf,
    port: u16,
    traffic: watch::Sender<Traffic>,
    digging: Option<JoinHandle<()>>,
}

/// The connections whose data passes: none, or those that are new enough.
#[derive(Clone, Copy)]
struct Traffic {
    is_silent: bool,
    age: u32,
}

impl Tunnel {
    /// A proxy to the server of a URL such as `postgres://deskhand@localhost/postgres?host=/tmp/socket`.
    pub(super) async fn to(url: &str) -> Self {
        let (_, folder) = url.split_once("?host=").unwrap();
        let socket = PathBuf::from(folder).join(".s.PGSQL.5432");
        let traffic = watch::Sender::new(Traffic { is_silent: false, age: 0 });
        let mut tunnel = Self { socket, port: 0, traffic, digging: None };
        tunnel.open().await;
        tunnel
    }

    pub(super) fn url(&self) -> String {
        format!("postgres://deskhand@127.0.0.1:{}/postgres", self.port)
    }

    pub(super) async fn open(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.port = listener.local_addr().unwrap().port();
        self.digging = Some(tokio::spawn(dig(listener, self.socket.clone(), self.traffic.subscribe())));
    }

    /// Closes all connections and refuses new ones.
    pub(super) async fn close(&mut self) {
        if let Some(digging) = self.digging.take() {
            digging.abort();
            let _canceled = digging.await;
        }
    }

    /// Holds back all data in both directions without closing connections. New connections are accepted.
    pub(super) fn falls_silent(&self) {
        self.traffic.send_modify(|traffic| traffic.is_silent = true);
    }

    /// Forwards all data again, including what was held back.
    pub(super) fn speaks_again(&self) {
        self.traffic.send_modify(|traffic| traffic.is_silent = false);
    }

    /// Forwards only the data of connections that are opened from now on. The older ones stay silent.
    pub(super) fn speaks_to_newcomers(&self) {
        self.traffic.send_modify(|traffic| *traffic = Traffic { is_silent: false, age: traffic.age + 1 });
    }
}

async fn dig(listener: TcpListener, socket: PathBuf, traffic: watch::Receiver<Traffic>) {
    // Owned by this task, so that they end with it.
    let mut connections = JoinSet::new();
    while let Ok((near, _)) = listener.accept().await {
        let (socket, traffic) = (socket.clone(), traffic.clone());
        connections.spawn(async move { connect(near, &socket, traffic).await });
    }
}

async fn connect(near: TcpStream, socket: &Path, traffic: watch::Receiver<Traffic>) -> std::io::Result<()> {
    let age = traffic.borrow().age;
    near.set_nodelay(true)?;
    let (from_near, to_near) = near.into_split();
    let (from_far, to_far) = UnixStream::connect(socket).await?.into_split();
    tokio::try_join!(carry(from_near, to_far, traffic.clone(), age), carry(from_far, to_near, traffic, age))?;
    Ok(())
}

/// Forwards the end of a connection too, but only while data is forwarded.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut traffic: watch::Receiver<Traffic>,
    age: u32,
) -> std::io::Result<()> {
    let mut load = vec![0; 65_536];
    loop {
        let count = from.read(&mut load).await?;
        let passes = |traffic: &Traffic| !traffic.is_silent && traffic.age == age;
        if traffic.wait_for(passes).await.is_err() {
            return Ok(());
        }
        if count == 0 {
            return to.shutdown().await;
        }
        to.write_all(&load[..count]).await?;
    }
}
