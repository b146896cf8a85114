use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;

use super::address::ListenAddress;
#[cfg(unix)]
use super::socket_file::SocketFile;

/// A connection, of whichever kind.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// A socket that clients connect to.
pub struct LmtpListener(Socket);

enum Socket {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix(SocketFile),
}

impl LmtpListener {
    /// Takes the address. An old socket file is replaced if no server answers on it.
    ///
    /// # Errors
    /// The system's, or that another server uses the address.
    pub async fn bind(address: &ListenAddress) -> io::Result<Self> {
        Ok(Self(match address {
            ListenAddress::Tcp(address) => Socket::Tcp(TcpListener::bind(address).await?),
            #[cfg(unix)]
            ListenAddress::Unix(path) => Socket::Unix(SocketFile::bind(path).await?),
            #[cfg(not(unix))]
            ListenAddress::Unix(_) => return Err(io::ErrorKind::Unsupported.into()),
        }))
    }

    /// The address of a TCP socket, with the port that the system chose for port 0.
    #[must_use]
    pub fn tcp_address(&self) -> Option<SocketAddr> {
        match &self.0 {
            Socket::Tcp(listener) => listener.local_addr().ok(),
            #[cfg(unix)]
            Socket::Unix(_) => None,
        }
    }

    pub(super) async fn accept(&self) -> io::Result<Box<dyn Stream>> {
        Ok(match &self.0 {
            Socket::Tcp(listener) => {
                let (stream, _) = listener.accept().await?;
                stream.set_nodelay(true)?;
                Box::new(stream)
            }
            #[cfg(unix)]
            Socket::Unix(socket) => Box::new(socket.accept().await?),
        })
    }
}
