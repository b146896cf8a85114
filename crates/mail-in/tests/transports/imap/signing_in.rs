use std::time::Duration;

use deskhand_mail_in::imap::{ImapReport, ImapSettings};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::time::Instant;

use super::running::Desk;
use deskhand_tests::imap::{Faults, ScriptedServer};

#[tokio::test(start_paused = true)]
async fn a_refused_sign_in_is_tried_again_after_a_quarter_of_an_hour() {
    let faults = Faults { refuses_sign_in: true, ..Faults::default() };
    let (server, desk) = (ScriptedServer::start(faults).await, Desk::default());
    let start = Instant::now();
    let running = desk.read(&server, "");
    server.received("LOGIN", 3).await;
    assert_eq!(start.elapsed().as_secs(), 30 * 60);
    assert!(!running.observer.is_connected());
    server.mailbox().faults.refuses_sign_in = false;
    running.observer.read_to_its_end(1).await;
    assert!(running.observer.is_connected());
}

async fn report(server: &ScriptedServer, url: &str) -> Result<ImapReport, String> {
    let report = ImapReport::of(&ImapSettings::parse(url).unwrap()).await;
    let changes = server.commands().into_iter().find(|command| command.contains("SELECT") || command.contains("STORE"));
    assert_eq!(changes, None, "a look changes nothing");
    report
}

#[tokio::test(start_paused = true)]
async fn a_look_says_what_works_and_what_does_not() {
    let server = ScriptedServer::start(Faults { cannot: vec!["UIDPLUS", "IDLE"], ..Faults::default() }).await;
    server.arrives("one\r\n");
    let found = report(&server, &server.url("?after=move:Done")).await.unwrap();
    let (name, words) = (format!("127.0.0.1:{}", server.port), "the server is asked for new mail");
    assert_eq!(found.to_string(), format!("signed in to {name}; folder INBOX with 1 mail(s); {words}"));
    assert_eq!(found.warnings, [""; 0]);
    let found = report(&server, &server.url("?after=move:Gone")).await.unwrap();
    assert_eq!(found.warnings, ["there is no folder Gone to move mails to"]);
    let found = report(&server, &server.url("?after=delete")).await.unwrap();
    assert!(found.warnings[0].contains("UIDPLUS"), "{found:?}");
    let missing = report(&server, &server.url("").replace("INBOX", "Spam")).await.unwrap_err();
    assert!(missing.contains("the folder Spam can't be opened"), "{missing}");
    server.mailbox().faults.refuses_sign_in = true;
    let refused = report(&server, &server.url("")).await.unwrap_err();
    assert!(refused.contains("does not accept user name and password: wrong") && !refused.contains("hunter2"));
    let nobody = ScriptedServer::start(Faults::default()).await.url("").replace("imap:", "imaps:");
    let no_tls = tokio::time::timeout(Duration::from_secs(60), report(&server, &nobody)).await.unwrap().unwrap_err();
    assert!(no_tls.contains("does not speak TLS"), "{no_tls}");
}

/// Signs in at a server that says these lines, one after each line of the client. Returns what the client said, and the fault.
async fn sign_in(url: &str, lines: &[&str]) -> (Vec<String>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = url.replace("SERVER", &listener.local_addr().unwrap().to_string());
    let conversation = async move {
        let mut stream = BufReader::new(listener.accept().await.unwrap().0);
        let mut said = Vec::new();
        for line in lines {
            stream.write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
            let mut answer = String::new();
            stream.read_line(&mut answer).await.unwrap();
            said.push(answer.trim_end().to_owned());
        }
        said
    };
    let settings = ImapSettings::parse(&url).unwrap();
    let (said, report) = tokio::join!(conversation, ImapReport::of(&settings));
    (said, report.unwrap_err())
}

#[tokio::test(start_paused = true)]
async fn letters_beyond_ascii_are_sent_when_the_server_is_ready_for_them() {
    let lines = ["* OK ready", "+ go on", "+ go on", "D1 NO [AUTHENTICATIONFAILED] not this one"];
    let (said, fault) = sign_in("imap://support:h%C3%BCnter2@SERVER", &lines).await;
    assert_eq!(said, ["D1 LOGIN {7}", "support {8}", "hünter2", ""]);
    assert!(fault.contains("user name and password: not this one"), "{fault}");
    let (said, _) = sign_in("imap://%22a%5C:b%22@SERVER", &["* OK ready", "D1 NO no"]).await;
    assert_eq!(said, [r#"D1 LOGIN "\"a\\" "b\"""#, ""]);
}

#[tokio::test(start_paused = true)]
async fn the_password_is_sent_only_to_a_server_that_greets_and_does_not_forbid_it() {
    for (greeting, words) in [
        ("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready", "LOGINDISABLED"),
        ("* BYE too many connections", "too many connections"),
        ("220 mail.example.com ESMTP", "no answer of IMAP"),
        ("* OK ready", "closed the connection"),
    ] {
        let (said, fault) = sign_in("imap://support:hunter2@SERVER", &[greeting]).await;
        let is_sent = said.iter().any(|line| line.contains("hunter2"));
        assert_eq!((is_sent, fault.contains(words)), (greeting == "* OK ready", true), "{fault}");
    }
}
