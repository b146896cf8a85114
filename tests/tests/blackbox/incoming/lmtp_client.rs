//! A client of LMTP, as a mail server is one.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Delivers a mail. Returns the answer about the recipient, or about the mail.
pub(super) async fn deliver(server: SocketAddr, sender: &str, recipient: &str, raw: &[u8]) -> String {
    let mut client = BufReader::new(TcpStream::connect(server).await.unwrap());
    let said = up_to_data(&mut client, sender, recipient).await;
    if said.starts_with('5') {
        return said;
    }
    client.write_all(&dotted(raw)).await.unwrap();
    let said = answer(&mut client).await;
    client.write_all(b"QUIT\r\n").await.unwrap();
    let bye = answer(&mut client).await;
    assert!(bye.starts_with("221"), "the mail ended where its client says: {bye}");
    said
}

/// Delivers a part of a mail, and hangs up.
pub(super) async fn break_off(server: SocketAddr, recipient: &str, part: &[u8]) {
    let mut client = BufReader::new(TcpStream::connect(server).await.unwrap());
    let said = up_to_data(&mut client, "mx@client.example", recipient).await;
    assert!(said.starts_with('3'), "{said}");
    client.write_all(part).await.unwrap();
}

/// Says all that comes before the mail. Returns the last answer, or the one that refuses.
async fn up_to_data(client: &mut BufReader<TcpStream>, sender: &str, recipient: &str) -> String {
    let commands =
        ["LHLO mx.desk.example.com", &format!("MAIL FROM:<{sender}>"), &format!("RCPT TO:<{recipient}>"), "DATA"];
    let mut said = answer(client).await;
    for command in commands {
        assert!(said.starts_with('2'), "{said}");
        client.write_all(format!("{command}\r\n").as_bytes()).await.unwrap();
        said = answer(client).await;
        if said.starts_with('5') {
            break;
        }
    }
    said
}

/// The mail as DATA carries it.
fn dotted(raw: &[u8]) -> Vec<u8> {
    let mut data = Vec::with_capacity(raw.len() + 5);
    for (at, byte) in raw.iter().enumerate() {
        if *byte == b'.' && (at == 0 || raw[..at].ends_with(b"\r\n")) {
            data.push(b'.');
        }
        data.push(*byte);
    }
    if !data.ends_with(b"\r\n") {
        data.extend_from_slice(b"\r\n");
    }
    data.extend_from_slice(b".\r\n");
    data
}

async fn answer(client: &mut BufReader<TcpStream>) -> String {
    loop {
        let mut line = String::new();
        client.read_line(&mut line).await.unwrap();
        if line.get(3..4) != Some("-") {
            return line.trim_end().to_owned();
        }
    }
}
