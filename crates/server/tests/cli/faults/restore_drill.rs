//! A backup is made under load and restored elsewhere. The data is complete and consistent, old mails stay paused, and old
//! sessions are refused.

use std::fs;
use std::process::Command;
use std::time::Duration;

use deskhand_test_postgres::{FreshDatabase, OwnServer};
use deskhand_tests::smtp::{Security, SmtpServer};
use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Asked, ServiceClient, by};
use super::crowd::{Acknowledged, Crowd, Person, Work};
use super::database_check::DatabaseCheck;
use super::environment::{sqlite_url, workplace};
use super::eventually::until;
use crate::workplace::{Serving, Workplace};

/// The deadline for a little work.
const TO_WORK: Duration = Duration::from_secs(90);

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operations.md");

/// The crowd of the original desk, and what was acknowledged before the backup.
struct Former {
    crowd: Crowd,
    before_the_copy: Acknowledged,
}

/// Makes `copy` while the crowd works, then ends the program. The mail server is down all the time, so that the copy has
/// many queued mails.
async fn copied_at_work(place: &Workplace, url: &str, smtp: &mut SmtpServer, copy: impl FnOnce()) -> Former {
    smtp.stop().await;
    let serving = place.serve();
    let client = ServiceClient::to(vec![serving.address()]);
    let crowd = Crowd::signs_up(&client).await;
    let database = DatabaseCheck::open(url).await;
    database.verifies_addresses(false).await;
    let work = Work::begins(&client, &crowd);
    let opened = async || database.count("SELECT count(*) FROM tickets").await;
    until("some tickets are opened", TO_WORK, async || opened().await >= 10).await;
    let before_the_copy = work.ends().await;
    let work = Work::of_a_later_day(&client, &crowd);
    let before = opened().await;
    until("more are opened", TO_WORK, async || opened().await >= before + 4).await;
    tokio::task::block_in_place(copy);
    let then = opened().await;
    until("it goes on after the copy", TO_WORK, async || opened().await >= then + 2).await;
    work.ends().await;
    assert!(tokio::task::block_in_place(|| serving.stop()).0);
    database.is_consistent().await;
    database.close().await;
    smtp.start_again().await.unwrap();
    Former { crowd, before_the_copy }
}

/// Checks a restored desk before its first use and after it.
async fn is_settled(serving: &Serving, database: &DatabaseCheck, former: &Former, smtp: &SmtpServer) -> Person {
    database.is_consistent().await;
    database.contains_at_least(&former.before_the_copy).await;
    let waiting = database.count("SELECT count(*) FROM outbox WHERE state = 'pending'").await;
    assert!(waiting > 10, "{waiting}");

    let client = ServiceClient::to(vec![serving.address()]);
    let customer = &former.crowd.customers[0];
    let refused = client.ask(Method::GET, "/me", by(&customer.token), &Value::Null).await.unwrap();
    assert_eq!(refused.status, 401, "an old access token");
    let refresh = json!({"refresh_token": customer.refresh_token});
    let refused = client.ask(Method::POST, "/auth/refresh", Asked::default(), &refresh).await.unwrap();
    assert_eq!(refused.status, 401, "an old refresh token");

    let customer = Person::signs_in(&client, &customer.name).await;
    opens(&client, &customer, "after the restore").await;
    // The worker has polled the outbox since, and sent nothing.
    let looks = serving.log.count("mail_pauses");
    tokio::task::block_in_place(|| serving.log.wait_for_lines("mail_pauses", looks + 3));
    assert_eq!(smtp.mails().len(), 0, "no mail is sent before somebody says so");
    assert_eq!(database.count("SELECT count(*) FROM outbox WHERE state = 'pending'").await, waiting + 2);
    customer
}

async fn opens(client: &ServiceClient, who: &Person, title: &str) {
    let body = json!({"title": title, "description": "Please."});
    client.insist(Method::POST, "/tickets", by(&who.token), &body).await.expect(201);
}

/// Logs every statement. One of them reads whether mail is paused.
fn talkative(place: Workplace) -> Workplace {
    place.with("DESKHAND__LOG__LEVEL", "info,sqlx=debug")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_made_while_people_work_comes_back_whole_elsewhere_and_keeps_quiet() {
    let mut smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = workplace(&smtp);
    let backup = || drop(place.run(&["backup", "kept.db"]).succeeds());
    let former = copied_at_work(&place, &sqlite_url(&place), &mut smtp, backup).await;

    let elsewhere = talkative(workplace(&smtp));
    fs::copy(place.path("kept.db"), elsewhere.path("kept.db")).unwrap();
    elsewhere.run(&["restore", "kept.db"]).succeeds();
    let serving = elsewhere.serve();
    let database = DatabaseCheck::open(&sqlite_url(&elsewhere)).await;
    let customer = is_settled(&serving, &database, &former, &smtp).await;
    let resumed = elsewhere.run(&["resume-mail", "--drop-waiting"]).succeeds();
    assert!(resumed.out.contains("mail is sent again: 0 waiting"), "{}", resumed.out);
    opens(&ServiceClient::to(vec![serving.address()]), &customer, "after mail was resumed").await;
    let mails = smtp.wait_for_mails(2).await;
    assert!(mails.iter().all(|mail| mail.text().contains("after mail was resumed")), "only what is new");
    assert!(serving.stop().0);
    assert_eq!(smtp.mails().len(), 2);
    database.close().await;
}

/// Runs the statements of the guide unchanged.
fn as_the_guide_says(part: &str, place: &Workplace, url: &str) {
    let guide = fs::read_to_string(GUIDE).unwrap();
    let (_, rest) = guide.split_once(&format!("<!-- {part} -->\n```sh\n")).unwrap();
    let (statements, _) = rest.split_once("```").unwrap();
    let mut shell = Command::new("bash");
    let run = shell.args(["-euo", "pipefail", "-c", statements]).current_dir(place.path("")).env("DATABASE_URL", url);
    let output = run.output().unwrap();
    assert!(output.status.success(), "{part}: {}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_dump_of_postgresql_comes_back_whole_on_another_server_as_the_guide_says() {
    let mut smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let database = FreshDatabase::empty().await;
    let place = workplace(&smtp).with("DESKHAND__DATABASE__URL", database.url());
    let dump = || as_the_guide_says("dump", &place, database.url());
    let former = copied_at_work(&place, database.url(), &mut smtp, dump).await;
    let last = DatabaseCheck::open(database.url()).await;
    let old_transactions = last.count("SELECT pg_current_xact_id()::text::bigint").await;
    last.close().await;

    // A new server: its next transaction ids are lower than those in the restored events.
    let server = OwnServer::start();
    let database = DatabaseCheck::open(server.url()).await;
    assert!(database.count("SELECT pg_current_xact_id()::text::bigint").await < old_transactions);
    as_the_guide_says("restore", &place, server.url());
    let elsewhere = talkative(workplace(&smtp)).with("DESKHAND__DATABASE__URL", server.url());
    let serving = elsewhere.serve();
    let customer = is_settled(&serving, &database, &former, &smtp).await;
    let client = ServiceClient::to(vec![serving.address()]);
    events_go_on(&client, &customer, &database).await;
    database.make_waiting_mails_due().await;
    elsewhere.run(&["resume-mail"]).succeeds();
    database.void_links_are_dropped().await;
    assert_eq!(database.matches_the_mail(&smtp).await, 0, "each letter that waited arrives once");
    assert!(serving.stop().0);
    database.close().await;
}

/// Old events come before new ones, and none is missing.
async fn events_go_on(client: &ServiceClient, customer: &Person, database: &DatabaseCheck) {
    opens(client, customer, "the newest of all").await;
    let newest = database.count("SELECT max(number) FROM tickets").await;
    let admin = Person::signs_in(client, "admin").await;
    let mut opened = Vec::new();
    // An event is in the feed once all transactions before it have ended, those of the server's own work, too.
    until("the newest event is in the feed", Duration::from_secs(30), async || {
        opened = openings(client, &admin).await;
        opened.last() == Some(&Some(newest))
    })
    .await;
    assert_eq!(opened.len(), usize::try_from(newest).unwrap(), "{opened:?}");
}

/// The numbers of all tickets whose opening is in the feed, in its order.
async fn openings(client: &ServiceClient, admin: &Person) -> Vec<Option<i64>> {
    let (mut after, mut opened) = (String::new(), Vec::new());
    loop {
        let path = format!("/events?limit=100{after}");
        let page = client.ask(Method::GET, &path, by(&admin.token), &Value::Null).await.unwrap().expect(200);
        let openings = page["data"].as_array().unwrap().iter().filter(|event| event["kind"] == "ticket_opened");
        opened.extend(openings.map(|event| event["ticket"]["number"].as_i64()));
        if page["page"]["has_more"] == false {
            return opened;
        }
        after = format!("&after={}", page["page"]["next_cursor"].as_str().unwrap());
    }
}
