//! The program is killed repeatedly at random moments while mail comes in over every transport. What was acknowledged is there once,
//! and each mail that opened a ticket opened one.

mod check;
mod senders;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use deskhand_test_postgres::FreshDatabase;
use deskhand_tests::imap::TestMailbox;

use self::check::{MAILS, number_of, retry_all, taken_in_once};
use self::senders::{Doors, Senders};
use super::bring_mail::DESK;
use super::eventually::{meanwhile, until};
use super::rng::{Rng, rounds};
use crate::http::{field, get_as, post};
use crate::workplace::{Serving, Workplace};

const PASSWORD: &str = "correct horse battery";

/// An instance in a folder of its own, with a socket for LMTP there.
fn place(mailbox: &TestMailbox) -> Workplace {
    let place = Workplace::new();
    let socket = place.path("lmtp");
    place
        .with("DESKHAND__AUTH__SECRET", "a secret that all instances of this test share")
        .with("DESKHAND__AUTH__ACCESS_TOKEN_LIFETIME", "12h")
        .with("DESKHAND__BOOTSTRAP__PASSWORD", PASSWORD)
        .with("DESKHAND__MAIL__LEASE", "2s")
        .with("DESKHAND__MAIL__IN__ADDRESS", DESK)
        .with("DESKHAND__MAIL__IN__IMAP_URL", &mailbox.url())
        .with("DESKHAND__MAIL__IN__FIRST_RUN", "all")
        .with("DESKHAND__MAIL__IN__LMTP_LISTEN", &format!("unix:{}", socket.display()))
}

async fn draw(test: &str, mailbox: TestMailbox, places: Vec<Workplace>) {
    let mut rng = Rng::new(test);
    let places: Vec<_> = places.into_iter().map(Arc::new).collect();
    let mut serving: Vec<Serving> = places.iter().map(|place| place.serve()).collect();
    let sign_in = format!(r#"{{"login": "admin", "password": "{PASSWORD}"}}"#);
    let token = field(&post(&serving[0].address(), "/api/v1/auth/signin", "", &sign_in), "access_token");
    let doors = Arc::new(Doors {
        addresses: Mutex::new(serving.iter().map(Serving::address).collect()),
        sockets: places.iter().map(|place| place.path("lmtp")).collect(),
        place: Arc::clone(&places[0]),
        token: token.clone(),
    });
    let senders = Senders::begin(&doors, mailbox, Rng::new(&format!("{test}, killed deliveries")));
    let kills = rounds(8);
    for _ in 0..kills {
        meanwhile(rng.between(50, 500)).await;
        let drawn = usize::try_from(rng.below(places.len() as u64)).unwrap();
        // Dropping it kills it.
        drop(serving.remove(drawn));
        serving.insert(drawn, tokio::task::block_in_place(|| places[drawn].serve()));
        doors.addresses.lock().unwrap()[drawn] = serving[drawn].address();
    }
    meanwhile(500).await;

    let acknowledged = senders.end().await;
    let (address, limit) = (serving[0].address(), Duration::from_secs(180));
    let arrived = acknowledged.iter().find(|(transport, _)| *transport == "imap").unwrap().1;
    until("the mailbox is read", limit, async || number_of(&address, &token, "imap") == arrived).await;
    let is_none =
        async |state: &str| get_as(&address, &format!("{MAILS}?state={state}"), &token).contains(r#""data":[]"#);
    until("all mail is understood", limit, async || is_none("waiting").await).await;
    let retried = retry_all(&address, &token);
    until("all mail is understood", limit, async || is_none("waiting").await && is_none("quarantined").await).await;
    let opened = taken_in_once(&address, &token, &acknowledged);
    println!("{test}: {kills} kills, {acknowledged:?}, {retried} after a retry, {opened} tickets");
    for one in serving {
        assert!(tokio::task::block_in_place(|| one.stop()).0);
    }
}

fn user(database: &str) -> String {
    format!("lottery{database}{}", std::process::id())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn over_sqlite_mail_that_was_acknowledged_is_there_once_however_often_the_program_is_killed() {
    let mailbox = TestMailbox::open(&user("sqlite")).await;
    let places = vec![place(&mailbox)];
    draw("mail lottery, SQLite", mailbox, places).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn over_postgresql_mail_that_was_acknowledged_is_there_once_however_often_one_of_two_is_killed() {
    let mailbox = TestMailbox::open(&user("postgres")).await;
    let database = FreshDatabase::empty().await;
    let places = [(); 2].map(|()| place(&mailbox).with("DESKHAND__DATABASE__URL", database.url())).into();
    draw("mail lottery, PostgreSQL", mailbox, places).await;
}
