//! The program is killed repeatedly at random moments under load. Acknowledged requests are stored once, no request is
//! stored in part, and every mail arrives.

use deskhand_test_postgres::FreshDatabase;
use deskhand_tests::smtp::{Security, SmtpServer};

use super::client::ServiceClient;
use super::crowd::{Crowd, Work};
use super::database_check::DatabaseCheck;
use super::environment::{sqlite_url, workplace};
use super::eventually::meanwhile;
use super::rng::{Rng, rounds};
use crate::workplace::{Serving, Workplace};

/// One mail at a time, so that a kill leaves at most one mail whose delivery is unknown.
fn hardy(place: Workplace) -> Workplace {
    place.with("DESKHAND__MAIL__CONCURRENCY", "1").with("DESKHAND__MAIL__LEASE", "5s")
}

async fn draw(test: &str, place: &Workplace, url: &str, smtp: &SmtpServer, instances: usize) {
    let mut rng = Rng::new(test);
    let kills = rounds(30);
    let mut serving: Vec<Serving> = (0..instances).map(|_| place.serve()).collect();
    let client = ServiceClient::to(serving.iter().map(Serving::address).collect());
    let crowd = Crowd::moves_in(&client, url).await;
    let work = Work::begins(&client, &crowd);
    for _ in 0..kills {
        meanwhile(rng.between(50, 500)).await;
        let drawn = usize::try_from(rng.below(instances as u64)).unwrap();
        // Dropping it kills it.
        drop(serving.remove(drawn));
        serving.insert(drawn, tokio::task::block_in_place(|| place.serve()));
        client.moved(drawn, serving[drawn].address());
    }
    // On a slow machine, little work is done between two kills.
    work.goes_on().await;
    let acknowledged = work.ends().await;

    let database = DatabaseCheck::open(url).await;
    database.is_consistent().await;
    database.hold(&acknowledged).await;
    let repeated = database.matches_the_mail(smtp).await;
    let seen = client.seen();
    println!(
        "{test}: {kills} kills, {} tickets, {} mails, {repeated} of them repeated, {} requests cut off",
        acknowledged.tickets.len(),
        smtp.mails().len(),
        seen.broken
    );
    assert!(u64::try_from(repeated).unwrap() <= kills, "{repeated} mails came again after {kills} kills");
    assert_eq!((seen.wrong, seen.hanging), (vec![], 0));
    for one in serving {
        assert!(tokio::task::block_in_place(|| one.stop()).0);
    }
    database.is_consistent().await;
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn killed_at_any_moment_over_sqlite_nothing_is_lost_and_nothing_is_doubled() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = hardy(workplace(&smtp));
    draw("kill lottery, SQLite", &place, &sqlite_url(&place), &smtp, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_two_killed_at_any_moment_over_postgresql_nothing_is_lost_and_nothing_is_doubled() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let database = FreshDatabase::empty().await;
    let place = hardy(workplace(&smtp)).with("DESKHAND__DATABASE__URL", database.url());
    draw("kill lottery, PostgreSQL", &place, database.url(), &smtp, 2).await;
}
