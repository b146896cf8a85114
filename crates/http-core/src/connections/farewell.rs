use std::io::{Read as _, Write as _};
use std::time::Duration;

use actix_web::body::MessageBody as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::end::End;
use crate::middleware::own_headers;
use crate::problem::Problem;

/// How long a client may go on sending behind its last answer.
const LINGER: Duration = Duration::from_secs(1);

/// Ends a connection: with an answer where there is something to say.
pub(super) async fn say_farewell(mut stream: TcpStream, end: End, request_id: &str) {
    if end == End::NotRead {
        // What the client has not read is dropped; the system would offer it for minutes.
        let _ = stream.set_zero_linger();
        return;
    }
    let answer = end.problem().map(|problem| text_of(&problem, request_id)).unwrap_or_default();
    // A connection that is closed with unread bytes is reset, and the client may lose the answer with that.
    let may_go_on = matches!(end, End::NoRequest(_) | End::UnreadBody | End::Upgraded);
    let _ = timeout(LINGER, async {
        stream.write_all(&answer).await?;
        stream.shutdown().await?;
        let mut rest = [0; 4096];
        while may_go_on && stream.read(&mut rest).await? > 0 {}
        std::io::Result::Ok(())
    })
    .await;
}

/// Refuses a connection without waiting for anything: it must not take the place of another one.
pub(super) fn refuse(stream: TcpStream, end: End, request_id: &str) {
    let (Some(problem), Ok(mut stream)) = (end.problem(), stream.into_std()) else { return };
    // The request is here already, in most cases; unread, it would reset the connection. None of these calls waits.
    let _ = stream.read(&mut [0; 4096]);
    let _ = stream.write_all(&text_of(&problem, request_id));
}

/// A problem as an answer in HTTP/1.1.
fn text_of(problem: &Problem, request_id: &str) -> Vec<u8> {
    let response = problem.to_response(Some(request_id));
    let mut text = format!("HTTP/1.1 {}\r\nconnection: close\r\n", response.status());
    for (name, value) in response.headers() {
        text += &format!("{name}: {}\r\n", value.to_str().unwrap_or_default());
    }
    for (name, value) in own_headers(request_id) {
        text += &format!("{name}: {value}\r\n");
    }
    let body = response.into_body().try_into_bytes().unwrap_or_default();
    text += &format!("content-length: {}\r\n\r\n", body.len());
    [text.as_bytes(), &body].concat()
}
