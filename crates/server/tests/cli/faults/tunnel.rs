//! A way over TCP to a server that listens on a socket in the file system, which can be closed.

use std::path::PathBuf;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, UnixStream};
use tokio::task::{JoinHandle, JoinSet};

pub(super) struct Tunnel {
    socket: PathBuf,
    port: u16,
    digging: Option<JoinHandle<()>>,
}

impl Tunnel {
    /// To the server of a URL such as `postgres://deskhand@localhost/postgres?host=/tmp/socket`.
    pub(super) async fn to(url: &str) -> Self {
        let (_, folder) = url.split_once("?host=").unwrap();
        let mut tunnel = Self { socket: PathBuf::from(folder).join(".s.PGSQL.5432"), port: 0, digging: None };
        tunnel.open().await;
        tunnel
    }

    pub(super) fn url(&self) -> String {
        format!("postgres://deskhand@127.0.0.1:{}/postgres", self.port)
    }

    pub(super) async fn open(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.port = listener.local_addr().unwrap().port();
        self.digging = Some(tokio::spawn(dig(listener, self.socket.clone())));
    }

    /// Ends all connections, and takes no new ones.
    pub(super) async fn close(&mut self) {
        if let Some(digging) = self.digging.take() {
            digging.abort();
            let _canceled = digging.await;
        }
    }
}

async fn dig(listener: TcpListener, socket: PathBuf) {
    // Owned by this task: they end with it.
    let mut connections = JoinSet::new();
    while let Ok((mut near, _)) = listener.accept().await {
        let socket = socket.clone();
        connections.spawn(async move {
            let mut far = UnixStream::connect(socket).await?;
            copy_bidirectional(&mut near, &mut far).await
        });
    }
}
