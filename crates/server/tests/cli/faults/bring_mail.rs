//! Brings one mail over a transport, as far as it gets. Mails end with a line end, and no line of them begins with a dot.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use crate::workplace::Workplace;

pub(super) const DESK: &str = "support@desk.example.com";

/// Brings a mail, and returns the first line of the answer.
pub(super) fn over_http(address: &str, token: &str, mail: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(
        stream,
        "POST /api/v1/mail HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\nContent-Type: message/rfc822\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{mail}",
        mail.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

/// Brings a mail, and returns the answer about it.
pub(super) fn over_lmtp(socket: &Path, mail: &str) -> std::io::Result<String> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut replies = BufReader::new(stream.try_clone()?);
    let mut reply = move || {
        let mut line = String::new();
        loop {
            line.clear();
            replies.read_line(&mut line)?;
            if line.as_bytes().get(3) != Some(&b'-') {
                return std::io::Result::Ok(line.clone());
            }
        }
    };
    reply()?;
    for command in ["LHLO mx.example", "MAIL FROM:<eve@client.example>", &format!("RCPT TO:<{DESK}>"), "DATA"] {
        write!(stream, "{command}\r\n")?;
        reply()?;
    }
    write!(stream, "{mail}.\r\n")?;
    reply()
}

/// Whether the mail is acknowledged. With a time, the program that takes it in is killed after that.
pub(super) fn over_stdin(place: &Workplace, mail: &str, killed_after: Option<Duration>) -> bool {
    let arguments = ["mail", "deliver", "--rcpt", DESK];
    let Some(time) = killed_after else {
        let run = place.run_with_input(&arguments, mail);
        assert!(matches!(run.code, Some(0 | 75)), "{run:#?}");
        return run.success;
    };
    let mut child = place.command(&arguments).spawn().unwrap();
    // It may have ended before it reads.
    let _ = child.stdin.take().unwrap().write_all(mail.as_bytes());
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap().success()
}
