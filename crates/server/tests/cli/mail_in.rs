use std::net::TcpListener;
use std::time::Duration;

use deskhand_tests::smtp::{ReceivedMail, Security, SmtpServer};

use crate::workplace::Workplace;

const ADDRESS: (&str, &str) = ("DESKHAND__MAIL__IN__ADDRESS", "support@desk.example.com");

#[test]
fn an_address_for_mail_servers_that_is_taken_is_refused_before_anything_is_made() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let place = Workplace::new().with(ADDRESS.0, ADDRESS.1).with("DESKHAND__MAIL__IN__LMTP_LISTEN", &address);
    let run = place.run(&["serve"]);
    assert!(run.err.contains(&address) && run.err.contains("DESKHAND__MAIL__IN__LMTP_LISTEN"), "{run:#?}");
    run.fails_saying("for mail servers");
    assert!(place.files().is_empty(), "nothing is made: {:?}", place.files());
    let doctor = place.run(&["doctor"]);
    assert!(
        doctor.success && doctor.out.contains(&format!("warning mail in (LMTP): a server answers on {address}")),
        "{doctor:#?}"
    );
}

#[test]
fn the_doctor_says_that_mail_can_or_can_not_come_in() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let place = Workplace::new();
    let socket = place.path("lmtp").display().to_string();
    let place = place
        .with(ADDRESS.0, ADDRESS.1)
        .with("DESKHAND__MAIL__IN__LMTP_LISTEN", &format!("unix:{socket}"))
        .with("DESKHAND__MAIL__IN__IMAP_URL", &format!("imap://support:s3cret@{closed}"));
    let doctor = place.run(&["doctor"]);
    assert!(doctor.out.contains(&format!("ok      mail in (LMTP): unix:{socket} is free")), "{doctor:#?}");
    let refused = format!("WRONG   mail in (IMAP): the mail server {closed}: it can't be reached");
    assert!(!doctor.success && doctor.out.contains(&refused) && !doctor.out.contains("s3cret"), "{doctor:#?}");
    assert!(place.files().is_empty(), "nothing is made: {:?}", place.files());
}

/// The desk that runs, and the doctor, which sends mails to it.
async fn mail_loop(place: &Workplace, wait: &'static str, deliver: impl AsyncFn(&ReceivedMail)) -> (bool, String) {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = place.clone().with("DESKHAND__MAIL__SMTP_URL", &format!("smtp://127.0.0.1:{}?tls=none", smtp.port()));
    let serving = tokio::task::block_in_place(|| place.serve());
    let doctor = {
        let place = place.clone();
        tokio::task::spawn_blocking(move || place.run(&["doctor", "--mail-loop", "--wait", wait]))
    };
    let mut delivered = 0;
    while !doctor.is_finished() {
        let mails = smtp.mails();
        let loops = mails.iter().filter(|mail| mail.text().contains("Subject: deskhand mail loop"));
        for mail in loops.skip(delivered) {
            delivered += 1;
            deliver(mail).await;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let run = doctor.await.unwrap();
    tokio::task::block_in_place(|| serving.stop());
    (run.success, run.out)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_doctor_sends_mails_to_the_desk_and_says_which_of_them_come_in() {
    let tags = ("DESKHAND__MAIL__IN__REPLY_ADDRESS", "support+{tag}@desk.example.com");
    let place = Workplace::new().with(ADDRESS.0, ADDRESS.1).with(tags.0, tags.1);
    let place = place.with("DESKHAND__MAIL__POLL_INTERVAL", "100ms");
    let deliver = |mail: &ReceivedMail| {
        let run =
            place.run_with_input(&["mail", "deliver", "--rcpt", &mail.to[0]], &String::from_utf8_lossy(&mail.data));
        assert!(run.success, "{run:#?}");
    };
    let (success, out) = mail_loop(&place, "60s", async |mail| tokio::task::block_in_place(|| deliver(mail))).await;
    assert!(success && out.contains("ok      mail loop: a mail to support@desk.example.com came in after"), "{out}");
    assert!(out.contains("ok      mail loop: a mail to an address for answers came in after"), "{out}");

    let only_plain = async |mail: &ReceivedMail| {
        if !mail.to[0].contains('+') {
            tokio::task::block_in_place(|| deliver(mail));
        }
    };
    let (success, out) = mail_loop(&place, "15s", only_plain).await;
    assert!(!success && out.contains("WRONG   mail loop: mail to addresses for answers such as support+b"), "{out}");

    let (success, out) = mail_loop(&place, "3s", async |_| {}).await;
    assert!(
        !success && out.contains("WRONG   mail loop: no mail to support@desk.example.com came in within 3s"),
        "{out}"
    );
    let list = place.run(&["mail", "list"]).out;
    assert_eq!(list.matches("dropped").count(), 3, "they open no ticket: {list}");
}

#[test]
fn the_mail_loop_says_what_it_lacks() {
    let place = Workplace::new();
    let doctor = place.run(&["doctor", "--mail-loop"]);
    assert!(!doctor.success && doctor.out.contains("WRONG   mail loop: no mail server is configured"), "{doctor:#?}");
    assert!(place.files().is_empty(), "nothing is made: {:?}", place.files());
}
