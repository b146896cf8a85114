use std::net::TcpListener;

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
