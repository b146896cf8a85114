//! Mails made to exhaust memory or stack, over each transport: the process lives, and needs little memory for them.

use std::fs;
use std::time::{Duration, Instant};

use deskhand_tests::imap::TestMailbox;
use deskhand_tests::poison::poison;

use super::bring_mail::{DESK, over_http, over_lmtp, over_stdin};
use super::eventually::until;
use super::process::resident_kilobytes;
use crate::http::{field, get_as, post};
use crate::workplace::{Serving, Workplace};

const PASSWORD: &str = "correct horse battery";
const MOST_KILOBYTES: u64 = 100_000;

/// The most memory that the process had at once since it was asked to forget that.
fn peak_kilobytes(serving: &Serving) -> u64 {
    let status = fs::read_to_string(serving.proc("status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn forget_peak(serving: &Serving) {
    fs::write(serving.proc("clear_refs"), "5").unwrap();
}

struct Desk {
    place: Workplace,
    serving: Serving,
    token: String,
    mailbox: TestMailbox,
    taken: usize,
}

impl Desk {
    async fn open() -> Self {
        let mailbox = TestMailbox::open(&format!("poison{}", std::process::id())).await;
        let place = Workplace::new();
        let socket = place.path("lmtp");
        let place = place
            .with("DESKHAND__BOOTSTRAP__PASSWORD", PASSWORD)
            // What another process took in is noticed by looking.
            .with("DESKHAND__MAIL__POLL_INTERVAL", "100ms")
            .with("DESKHAND__MAIL__IN__ADDRESS", DESK)
            .with("DESKHAND__MAIL__IN__IMAP_URL", &mailbox.url())
            .with("DESKHAND__MAIL__IN__FIRST_RUN", "all")
            .with("DESKHAND__MAIL__IN__LMTP_LISTEN", &format!("unix:{}", socket.display()));
        let serving = tokio::task::block_in_place(|| place.serve());
        let sign_in = format!(r#"{{"login": "admin", "password": "{PASSWORD}"}}"#);
        let token = field(&post(&serving.address(), "/api/v1/auth/signin", "", &sign_in), "access_token");
        Self { place, serving, token, mailbox, taken: 0 }
    }

    /// Brings a mail, and returns how long it takes until it is understood.
    async fn takes(&mut self, transport: &str, mail: &str) -> Duration {
        let begun = Instant::now();
        match transport {
            "http" => {
                let answer = over_http(&self.serving.address(), &self.token, mail).unwrap();
                assert!(answer.contains(" 201 "), "{answer}");
            }
            "lmtp" => {
                let answer = over_lmtp(&self.place.path("lmtp"), mail).unwrap();
                assert!(answer.starts_with("250"), "{answer}");
            }
            "stdin" => assert!(tokio::task::block_in_place(|| over_stdin(&self.place, mail, None))),
            _ => self.mailbox.arrives(mail.as_bytes()).await,
        }
        self.taken += 1;
        let log = &self.serving.log;
        until("the mail is understood", Duration::from_secs(60), async || log.count("Mail understood") >= self.taken)
            .await;
        begun.elapsed()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_made_to_exhaust_memory_do_not_and_the_next_one_is_taken_in() {
    let mut desk = Desk::open().await;
    let next =
        |what: &str| format!("From: ada@client.example\r\nTo: {DESK}\r\nSubject: {what}\r\n\r\nIt is stuck.\r\n");
    desk.takes("http", &next("first")).await;
    let before = resident_kilobytes(&desk.serving);
    for transport in ["http", "lmtp", "stdin", "imap"] {
        for poison in poison() {
            forget_peak(&desk.serving);
            // Another one for each transport: the same mail is taken in once.
            let mail = format!("Message-ID: <{transport}@client.example>\r\n{}", poison.raw);
            let time = desk.takes(transport, &mail).await;
            let more = peak_kilobytes(&desk.serving).saturating_sub(before);
            println!("{} over {transport}: {} MB more, {} ms", poison.what, more / 1_000, time.as_millis());
            assert!(more < MOST_KILOBYTES, "{} over {transport}: {more} kB", poison.what);
            desk.takes(transport, &next(&format!("{} {transport}", poison.what))).await;
        }
    }
    let quarantined = get_as(&desk.serving.address(), "/api/v1/mail/in?state=quarantined", &desk.token);
    assert!(quarantined.contains(r#""data":[]"#), "{quarantined}");
    assert!(tokio::task::block_in_place(|| desk.serving.stop()).0);
}
