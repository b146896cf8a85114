use std::sync::Arc;

use futures::future::join_all;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::sse_client::Stream;
use super::{START, settled};
use crate::support::feed::{id_of, ids, poll_all, soon, until_in_feed};
use crate::support::{Person, TestApp};

#[tokio::test]
async fn whoever_comes_back_gets_what_they_missed_once_and_then_goes_on() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let mut stream = Stream::from_now(&app, &ada).await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    let first = stream.event().await;
    drop(stream);
    for words in ["One", "Two"] {
        app.say(&ada, &ticket, words).await.expect(201);
    }
    until_in_feed(&app, &root, &ticket).await;

    for (query, header) in [
        (format!("?after={}", id_of(&first)), None),
        (String::new(), Some(id_of(&first))),
        // A browser repeats its first address; what it says of its last event counts.
        (format!("?after={START}"), Some(id_of(&first))),
    ] {
        let mut stream = Stream::open(&app, &ada, &query, header.as_deref()).await;
        let ready = stream.message().await;
        assert_eq!(
            (ready.name, ready.id),
            ("ready".to_owned(), id_of(&first)),
            "it must not get ahead of what follows"
        );
        let kinds = [stream.event().await, stream.event().await].map(|event| event["kind"].clone());
        assert_eq!(kinds, ["request_posted", "request_posted"]);
    }
    let mut stream = Stream::open(&app, &ada, "", Some(&id_of(&first))).await;
    stream.message().await;
    stream.event().await;
    stream.event().await;
    app.say(&ada, &ticket, "Three").await.expect(201);
    assert_eq!(stream.event().await["kind"], "request_posted");
    drop(stream);
    app.finish().await;
}

#[tokio::test]
async fn whoever_comes_back_with_what_nobody_knows_is_told_to_begin_anew_and_goes_on_from_now() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let unknown = "019b8d26-3280-7fff-8000-000000000001";
    settled(&app).await;
    for (query, header) in [
        (format!("?after={unknown}"), None),
        (String::new(), Some(unknown)),
        (String::new(), Some("nonsense")),
        (String::new(), Some("")),
    ] {
        let mut stream = Stream::open(&app, &ada, &query, header).await;
        let (reset, ready) = (stream.message().await, stream.message().await);
        assert_eq!((reset.name.as_str(), ready.name.as_str()), ("reset", "ready"), "{query} {header:?}");
        assert_eq!(reset.id, ready.id);
        let ticket = app.open_ticket(&ada, "Printer").await;
        assert_eq!(stream.event().await["ticket"]["id"], ticket["id"]);
        until_in_feed(&app, &root, &ticket).await;
    }
    app.finish().await;
}

/// A random number generator (xorshift64*). The same seed gives the same numbers.
struct Rng(u64);

impl Rng {
    const fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }
}

/// Reads from the beginning on, is cut off after a few messages, or in the middle of one, and comes back; until it has
/// seen the last event.
async fn read_in_pieces(
    app: &TestApp,
    who: &Person,
    mut rng: Rng,
    mut last: watch::Receiver<Option<String>>,
) -> Vec<String> {
    let mut seen: Vec<String> = vec![START.to_owned()];
    while last.borrow_and_update().as_ref().is_none_or(|last| !seen.contains(last)) {
        let place = seen.last().unwrap().clone();
        let mut stream = Stream::open(app, who, "", Some(&place)).await;
        assert_eq!(stream.message().await.name, "ready");
        for _ in 0..rng.below(9) {
            tokio::select! {
                event = stream.event() => seen.push(id_of(&event)),
                _ = last.changed() => break,
            }
            if last.borrow().as_ref() == seen.last() {
                break;
            }
        }
    }
    seen.split_off(1)
}

/// Opens tickets, talks about them, moves them; different people at once, on whichever instance.
async fn write(app: &TestApp, ada: &Person, staff: &Person, mut rng: Rng) {
    for n in 0..8 {
        let ticket = app.open_ticket(ada, &format!("Number {n}")).await;
        for _ in 0..rng.below(5) {
            match rng.below(4) {
                0 => app.say(ada, &ticket, "And?").await.expect(201),
                1 => app.say(staff, &ticket, "Well.").await.expect(201),
                2 => app.note(staff, &ticket, "Hm.").await.expect(201),
                _ => {
                    app.change_ticket(staff, &ticket, json!({"title": format!("{}", rng.below(99))})).await.expect(200)
                }
            };
        }
    }
}

async fn cut_off_again_and_again(seed: u64) {
    let app = Arc::new(TestApp::start().await);
    let bob = app.engineer("bob").await;
    let (ada, eve, root) = (app.customer("ada").await, app.customer("eve").await, app.superadmin().await);
    let (tell_last, last) = watch::channel(None);
    let mut readers = Vec::new();
    for (n, who) in [&ada, &bob, &root].into_iter().enumerate() {
        let (app, who, last) = (Arc::clone(&app), who.clone(), last.clone());
        let rng = Rng(seed * 31 + n as u64);
        readers.push(tokio::spawn(async move { read_in_pieces(&app, &who, rng, last).await }));
    }
    let writers = [(&ada, &bob, 1), (&ada, &root, 2), (&eve, &root, 3), (&eve, &bob, 4)];
    join_all(writers.map(|(customer, staff, n)| write(&app, customer, staff, Rng(seed * 7 + n)))).await;
    let ticket: Value = app.open_ticket(&ada, "The last").await;
    app.say(&ada, &ticket, "The very last.").await.expect(201);
    until_in_feed(&app, &root, &ticket).await;
    let history = app.rows(&ada, &format!("/tickets/{}/history", ticket["number"])).await;
    tell_last.send(history.last().map(id_of)).unwrap();

    for (reader, who) in readers.into_iter().zip([&ada, &bob, &root]) {
        let read = soon(reader).await.unwrap();
        let listed = ids(&poll_all(&app, who, 100).await);
        assert_eq!(read, listed, "{} with seed {seed}", who.username);
    }
    Arc::into_inner(app).unwrap().finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pieces_of_whoever_is_cut_off_again_and_again_are_the_whole_without_gap_or_repetition() {
    for seed in 1..=2 {
        cut_off_again_and_again(seed).await;
    }
}
