use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use deskhand_mail_in::lmtp::{Limits, ListenAddress, LmtpListener, LmtpServer};
use tokio::io::BufReader;
use tokio::net::UnixStream;
use tokio::sync::watch;

use super::client::Client;
use crate::fake_intake::FakeIntake;

async fn bind(path: &Path) -> Result<LmtpListener, ErrorKind> {
    LmtpListener::bind(&ListenAddress::Unix(path.to_owned())).await.map_err(|error| error.kind())
}

#[tokio::test]
async fn mail_comes_through_a_socket_for_owner_and_group_that_goes_with_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lmtp");
    let listener = bind(&path).await.unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o660);
    let intake = Arc::new(FakeIntake::default());
    let (stop, stopped) = watch::channel(false);
    let server = LmtpServer::new("desk.example", Arc::clone(&intake) as _, Limits::default());
    let running = tokio::spawn(server.run(listener, stopped));
    let mut client = Client(BufReader::new(UnixStream::connect(&path).await.unwrap()));
    client.answer().await;
    client.ask("LHLO relay.example").await;
    assert_eq!(client.mail("a\r\n.\r\n").await, "250 2.0.0 Stored");
    assert_eq!(intake.texts(), ["a\r\n"]);
    stop.send(true).unwrap();
    running.await.unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn an_old_socket_is_replaced_and_one_with_a_server_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lmtp");
    // A socket that was closed without its file, as after a crash.
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    let first = bind(&path).await.unwrap();
    assert_eq!(bind(&path).await.err(), Some(ErrorKind::AddrInUse));
    UnixStream::connect(&path).await.unwrap();

    // Another server has taken the name in the meantime: its file stays.
    fs::remove_file(&path).unwrap();
    let second = bind(&path).await.unwrap();
    drop(first);
    UnixStream::connect(&path).await.unwrap();
    drop(second);
    assert!(!path.exists());
}

#[tokio::test]
async fn a_file_that_is_no_socket_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lmtp");
    fs::write(&path, "letters").unwrap();
    assert_eq!(bind(&path).await.err(), Some(ErrorKind::AlreadyExists));
    assert_eq!(fs::read_to_string(&path).unwrap(), "letters");
}
