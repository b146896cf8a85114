//! The program is killed repeatedly at random moments while mail comes in over every transport. What was acknowledged is there once,
//! and each mail that opened a ticket opened one.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

use super::eventually::{meanwhile, until};
use super::rng::{Rng, rounds};
use crate::http::{field, get_as, post};
use crate::workplace::Workplace;

const PASSWORD: &str = "correct horse battery";
const DESK: &str = "support@desk.example.com";

fn mail(transport: &str, n: u64) -> String {
    format!(
        "Message-ID: <{transport}-{n}@client.example>\r\nFrom: {transport}{n}@client.example\r\nTo: {DESK}\r\n\
         Subject: {transport} {n}\r\n\r\nIt is stuck.\r\n"
    )
}

/// Delivers one mail after the other, each until it is acknowledged. Returns how many were.
fn deliver_all(stop: &AtomicBool, mut deliver: impl FnMut(u64) -> bool) -> u64 {
    let mut acknowledged = 0;
    while !stop.load(Ordering::SeqCst) {
        if deliver(acknowledged) {
            acknowledged += 1;
        } else {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    acknowledged
}

fn over_http(address: &str, token: &str, mail: &str) -> std::io::Result<bool> {
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
    Ok(answer.starts_with("HTTP/1.1 201") || answer.starts_with("HTTP/1.1 200"))
}

fn over_lmtp(socket: &Path, mail: &str) -> std::io::Result<bool> {
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
    Ok(reply()?.starts_with("250"))
}

/// Every mail that came in, by its subject.
fn taken_in(address: &str, token: &str) -> BTreeMap<String, Vec<Value>> {
    let mut mails: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut path = "/api/v1/mail/in?limit=100".to_owned();
    loop {
        let answer = get_as(address, &path, token);
        let page: Value = serde_json::from_str(&answer[answer.find("\r\n\r\n").unwrap() + 4..]).unwrap();
        for mail in page["data"].as_array().unwrap() {
            mails.entry(mail["subject"].as_str().unwrap_or_default().to_owned()).or_default().push(mail.clone());
        }
        match page["page"]["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/v1/mail/in?limit=100&cursor={cursor}"),
            None => return mails,
        }
    }
}

fn number_of_tickets(address: &str, token: &str) -> usize {
    let answer = get_as(address, "/api/v1/tickets?limit=1&count=true", token);
    let page: Value = serde_json::from_str(&answer[answer.find("\r\n\r\n").unwrap() + 4..]).unwrap();
    usize::try_from(page["page"]["total"].as_u64().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_that_was_acknowledged_is_there_once_however_often_the_program_is_killed() {
    let mut rng = Rng::new("mail lottery");
    let place = Workplace::new();
    let socket = place.path("lmtp");
    let place = place
        .with("DESKHAND__BOOTSTRAP__PASSWORD", PASSWORD)
        .with("DESKHAND__MAIL__LEASE", "2s")
        .with("DESKHAND__MAIL__IN__ADDRESS", DESK)
        .with("DESKHAND__MAIL__IN__LMTP_LISTEN", &format!("unix:{}", socket.display()));
    let mut serving = place.serve();
    let sign_in = format!(r#"{{"login": "admin", "password": "{PASSWORD}"}}"#);
    let token = field(&post(&serving.address(), "/api/v1/auth/signin", "", &sign_in), "access_token");
    let (stop, address) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(serving.address())));

    let place = Arc::new(place);
    let work = {
        let (stop, address, token, place) = (stop.clone(), address.clone(), token.clone(), place.clone());
        let (by_lmtp, by_stdin) = (stop.clone(), stop.clone());
        [
            (
                "http",
                tokio::task::spawn_blocking(move || {
                    deliver_all(&stop, |n| {
                        let address = address.lock().unwrap().clone();
                        over_http(&address, &token, &mail("http", n)).unwrap_or(false)
                    })
                }),
            ),
            (
                "lmtp",
                tokio::task::spawn_blocking(move || {
                    deliver_all(&by_lmtp, |n| over_lmtp(&socket, &mail("lmtp", n)).unwrap_or(false))
                }),
            ),
            (
                "stdin",
                tokio::task::spawn_blocking(move || {
                    deliver_all(&by_stdin, |n| {
                        let run = place.run_with_input(&["mail", "deliver", "--rcpt", DESK], &mail("stdin", n));
                        assert!(matches!(run.code, Some(0 | 75)), "{run:#?}");
                        run.success
                    })
                }),
            ),
        ]
    };
    let kills = rounds(8);
    for _ in 0..kills {
        meanwhile(rng.between(50, 500)).await;
        drop(serving);
        serving = tokio::task::block_in_place(|| place.serve());
        *address.lock().unwrap() = serving.address();
    }
    meanwhile(500).await;
    stop.store(true, Ordering::SeqCst);

    let mut acknowledged = Vec::new();
    for (transport, deliveries) in work {
        acknowledged.push((transport, deliveries.await.unwrap()));
    }
    let (address, waiting) = (serving.address(), "/api/v1/mail/in?state=waiting");
    until("all mail is understood", Duration::from_secs(60), async || {
        get_as(&address, waiting, &token).contains(r#""data":[]"#)
    })
    .await;
    let mails = taken_in(&address, &token);
    for (transport, count) in &acknowledged {
        for n in 0..*count {
            assert!(mails.contains_key(&format!("{transport} {n}")), "{transport} {n} of {count} is lost");
        }
    }
    let twice: Vec<_> = mails.iter().filter(|(_, copies)| copies.len() > 1).collect();
    assert!(twice.is_empty(), "taken in twice: {twice:#?}");
    let opened = mails.values().flatten().filter(|mail| mail["reason"] == "opened").count();
    let quarantined = mails.values().flatten().filter(|mail| mail["state"] == "quarantined").count();
    assert!(opened <= 200, "{opened} tickets of strangers on one day");
    println!("mail lottery: {kills} kills, {acknowledged:?}, {opened} tickets");
    assert_eq!((number_of_tickets(&address, &token), quarantined), (opened, 0));
    assert!(tokio::task::block_in_place(|| serving.stop()).0);
}
