//! Several processes over one PostgreSQL.

use std::collections::{BTreeMap, BTreeSet};

use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{Frequency, Mail, MailKind, MailLine, Reason};
use deskhand_domain::people::Username;
use deskhand_domain::ports::{Clock, IdGenerator, PeopleQueries, PersonKey, Storage};
use deskhand_domain::testing::{SequentialIds, TestClock};
use deskhand_domain::{EventId, MailId, PersonId};
use deskhand_persistence::{Database, DatabaseOptions};
use deskhand_test_postgres::FreshDatabase;
use deskhand_tests::smtp::{Misbehavior, Moment, ReceivedMail, Security, SmtpServer};

use crate::workplace::{Serving, Workplace};

const SECRET: &str = "a secret that all instances of this test share";

fn place(database: &FreshDatabase, smtp: &SmtpServer) -> Workplace {
    Workplace::new()
        .with("DESKHAND__DATABASE__URL", database.url())
        .with("DESKHAND__AUTH__SECRET", SECRET)
        .with("DESKHAND__BOOTSTRAP__PASSWORD", "correct horse battery")
        .with("DESKHAND__MAIL__SMTP_URL", &format!("smtp://127.0.0.1:{}?tls=none", smtp.port()))
        .with("DESKHAND__MAIL__POLL_INTERVAL", "200ms")
        .with("DESKHAND__LOG__LEVEL", "info,deskhand_server=debug")
}

fn message_id(mail: &ReceivedMail) -> String {
    let text = mail.text();
    text.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned()
}

/// Queues notices about nothing much for the superadmin.
async fn queue(database: &FreshDatabase, count: usize) {
    let database = Database::connect(database.url(), &DatabaseOptions::default()).await.unwrap();
    let admin = PersonKey::Username(Username::parse("admin").unwrap());
    let recipient = database.find(admin).await.unwrap().unwrap().person.id;
    let ids = SequentialIds::default();
    let notices: Vec<Mail> = (0..count).map(|_| notice(&ids, recipient)).collect();
    let mut work = database.begin().await.unwrap();
    for some in notices.chunks(1_000) {
        work.outbox().enqueue(some).await.unwrap();
    }
    work.commit().await.unwrap();
    database.close().await.unwrap();
}

fn notice(ids: &SequentialIds, recipient: PersonId) -> Mail {
    Mail {
        id: MailId::new(ids.uuid()),
        recipient,
        address: None,
        reason: Reason::Admin,
        kind: MailKind::EngineerSignedUp,
        event: EventId::new(ids.uuid()),
        ticket: None,
        glance: None,
        by_name: "Bob".to_owned(),
        by_role: None,
        about_name: Some("Bob".to_owned()),
        lines: vec![MailLine { kind: EventKind::SignedUp, before: None, after: None, text: None, message: None }],
        created_at: TestClock::new().now(),
        author: None,
        turn: TestClock::new().now(),
        due_at: TestClock::new().now(),
        frequency: Frequency::AtOnce,
        joins: None,
    }
}

#[tokio::test]
async fn three_that_start_at_once_on_an_empty_database_all_serve() {
    let database = FreshDatabase::empty().await;
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let places: Vec<Workplace> = (0..3).map(|_| place(&database, &smtp)).collect();
    let children: Vec<_> = places.iter().map(Workplace::start).collect();
    let serving: Vec<Serving> = places.iter().zip(children).map(|(place, child)| place.greeted(child)).collect();
    serving.iter().for_each(|one| one.log.wait_for("Serving on port"));
    let migrated = serving.iter().filter(|one| one.log.count("Applied schema changes") > 0).count();
    assert_eq!(migrated, 1, "one of them made the schema");
    let mut first_superadmins = 0;
    for one in serving {
        let (ended_well, printed) = one.stop();
        assert!(ended_well);
        first_superadmins += usize::from(printed.iter().any(|line| line.contains("first superadmin")));
    }
    assert_eq!(first_superadmins, 1);
}

#[tokio::test]
async fn one_killed_while_it_migrates_leaves_a_database_that_the_next_start_completes() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    for lines_before_the_kill in [0, 1, 3] {
        let database = FreshDatabase::empty().await;
        let place = place(&database, &smtp).with("DESKHAND__LOG__LEVEL", "info,sqlx=debug");
        let mut child = place.start();
        let log = crate::workplace::Log::of(child.stderr.take().unwrap());
        log.wait_for_lines("CREATE TABLE", lines_before_the_kill);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(place.serve().stop().0);
    }
}

#[tokio::test]
async fn a_schema_newer_than_the_program_is_refused() {
    let database = FreshDatabase::empty().await;
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = place(&database, &smtp);
    place.run(&["migrate", "up"]).succeeds();
    database.execute("INSERT INTO seaql_migrations VALUES ('m9999_from_the_future', 0)").await;
    place.run(&["serve"]).fails_saying("newer version");
}

#[tokio::test(flavor = "multi_thread")]
async fn three_instances_share_ten_thousand_mails_and_send_none_twice() {
    const MAILS: usize = 10_000;
    let database = FreshDatabase::empty().await;
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    // All of them go to one person, who would get a thousand an hour.
    let place =
        place(&database, &smtp).with("DESKHAND__MAIL__CONCURRENCY", "16").with("DESKHAND__LIMITS__ENABLED", "false");
    place.run(&["migrate", "up"]).succeeds();
    place
        .run_with_input(
            &["admin", "create", "--username", "admin", "--email", "admin@example.com"],
            "correct horse battery\n",
        )
        .succeeds();
    queue(&database, MAILS).await;

    let serving: Vec<Serving> = (0..3).map(|_| place.serve()).collect();
    let mails = smtp.wait_for_mails(MAILS).await;
    for one in &serving {
        one.log.wait_for_lines("Mail sent", MAILS / 10);
        assert!(one.log.count("Mail sent") >= MAILS / 10, "an instance did less than a tenth of the work");
    }
    for one in serving {
        assert!(one.stop().0);
    }
    let ids: BTreeSet<String> = mails.iter().map(message_id).collect();
    assert_eq!((smtp.mails().len(), ids.len()), (MAILS, MAILS), "each mail once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_paused_beyond_its_lease_changes_nothing_when_it_goes_on() {
    let database = FreshDatabase::empty().await;
    let mut smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = place(&database, &smtp).with("DESKHAND__MAIL__LEASE", "2s");
    place.run(&["migrate", "up"]).succeeds();
    place
        .run_with_input(
            &["admin", "create", "--username", "admin", "--email", "admin@example.com"],
            "correct horse battery\n",
        )
        .succeeds();
    // The server takes the first mail and says nothing: the sender waits for an answer, and is paused there.
    smtp.once(Moment::FinalDot, Misbehavior::Silence);
    queue(&database, 1).await;
    let paused = place.serve();
    smtp.wait_for_mails(1).await;
    paused.signal("STOP");

    let other = place.serve();
    let mails = smtp.wait_for_mails(2).await;
    other.log.wait_for("Mail sent");
    // Hanging up, the server never says whether it took the first: the paused one will find out in vain.
    smtp.stop().await;
    smtp.start_again().await.unwrap();
    paused.signal("CONT");
    paused.log.wait_for("another worker has the mail now");

    let ids: BTreeMap<String, usize> = mails.iter().map(message_id).fold(BTreeMap::new(), |mut ids, id| {
        *ids.entry(id).or_default() += 1;
        ids
    });
    assert_eq!(ids.values().copied().collect::<Vec<_>>(), [2], "one duplicate, with the same Message-ID");
    assert!(other.stop().0 && paused.stop().0);
    assert_eq!(smtp.mails().len(), 2, "and no third");
}
