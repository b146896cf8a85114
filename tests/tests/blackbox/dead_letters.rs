//! Mails that could not be delivered: admins find them, mend what was wrong, and send them after all.

use deskhand_tests::smtp::{Misbehavior, Moment};
use serde_json::{Value, json};
use time::Duration;
use time::format_description::well_known::Rfc3339;

use crate::support::{Contract, Mail, TestApp, TestAppBuilder};

const DEAD: &str = "/admin/outbox?state=dead";

fn to<'a>(mails: &'a [Mail], recipient: &str) -> Vec<&'a Mail> {
    mails.iter().filter(|mail| mail.to == recipient).collect()
}

fn retry_of(mail: &Value) -> String {
    format!("/admin/outbox/{}/retry", mail["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_letter_that_was_given_up_is_sent_after_all_under_the_same_message_id() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let before = app.smtp.mails().len();
    // The first try arrives, though the server dies over it; the second is refused for good.
    app.smtp.once(Moment::FinalDot, Misbehavior::Cut);
    app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    let first = app.smtp.mails();
    let cut_off = Mail::read(&first[before]);
    app.smtp.always_for(&cut_off.to, Misbehavior::answer(550, "no such user"));
    app.wait(Duration::minutes(20));
    app.mails().await;

    let admin = app.superadmin().await;
    let dead = app.rows(&admin, DEAD).await;
    assert_eq!(dead.len(), 1);
    assert_eq!((&dead[0]["state"], &dead[0]["attempts"]), (&"dead".into(), &2.into()));
    assert_eq!(dead[0]["address"], cut_off.to.as_str());
    assert!(dead[0]["last_error"].as_str().unwrap().ends_with("550 no such user"), "{}", dead[0]);

    app.smtp.behave();
    let contract = Contract::of(&app).await;
    let answer = app.post(&admin, &retry_of(&dead[0]), json!({})).await;
    contract.check(&contract.operation("POST", "/api/v1/admin/outbox/{mail}/retry"), &answer);
    let waiting = answer.expect(200);
    assert_eq!((&waiting["id"], &waiting["state"]), (&dead[0]["id"], &"pending".into()));
    assert_eq!(waiting["next_attempt_at"], "2026-01-05T09:20:00.000Z");
    app.post(&admin, &retry_of(&dead[0]), json!({})).await.expect_problem(409, "not-dead");

    let mails = app.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!((&mails[0].to, &mails[0].message_id), (&cut_off.to, &cut_off.message_id));
    app.post(&admin, &retry_of(&dead[0]), json!({})).await.expect_problem(409, "not-dead");
    assert_eq!(app.rows(&admin, DEAD).await, [Value::Null; 0]);
    app.finish().await;
}

#[tokio::test]
async fn a_letter_that_is_sent_after_all_has_as_many_tries_as_a_new_one() {
    let mut app = TestApp::start().await;
    app.smtp.always_for("admin@desk.example.com", Misbehavior::answer(451, "try later"));
    app.sign_up("bob", "engineer").await.expect(201);
    for _ in 0..11 {
        app.mails().await;
        app.wait(Duration::hours(10));
    }
    let admin = app.superadmin().await;
    let dead = app.rows(&admin, DEAD).await;
    assert_eq!((dead.len(), &dead[0]["attempts"]), (1, &11.into()), "given up after about a day of trying");

    app.post(&admin, &retry_of(&dead[0]), json!({})).await.expect(200);
    app.mails().await;
    let waiting = app.rows(&admin, "/admin/outbox?state=pending").await;
    assert_eq!(waiting[0]["attempts"], 12);
    let next = time::OffsetDateTime::parse(waiting[0]["next_attempt_at"].as_str().unwrap(), &Rfc3339).unwrap();
    let wait = next - deskhand_domain::ports::Clock::now(&app.clock);
    assert!(wait < Duration::seconds(7), "as after a first try, and not after the twelfth: {wait}");
    app.smtp.behave();
    app.wait(Duration::seconds(7));
    assert_eq!(to(&app.mails().await, "admin@desk.example.com").len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn the_worker_sends_it_as_soon_as_somebody_says_so() {
    let app = TestAppBuilder::default().setting("mail.poll_interval", "1h").mail_by_itself().start().await;
    app.smtp.always_for("admin@desk.example.com", Misbehavior::answer(550, "no such user"));
    app.sign_up("bob", "engineer").await.expect(201);
    let admin = app.superadmin().await;
    let dead = async {
        loop {
            if let Some(dead) = app.rows(&admin, DEAD).await.into_iter().next() {
                return dead;
            }
        }
    };
    let dead = tokio::time::timeout(std::time::Duration::from_secs(120), dead).await.unwrap();
    app.smtp.behave();
    app.post(&admin, &retry_of(&dead), json!({})).await.expect(200);
    // Bob gets mails as well, before it or after it.
    let mut received: Vec<Mail> = Vec::new();
    while to(&received, "admin@desk.example.com").is_empty() {
        received = app.smtp.wait_for_mails(received.len() + 1).await.iter().map(Mail::read).collect();
    }
    app.finish().await;
}

#[tokio::test]
async fn the_outbox_is_listed_newest_first_by_state_and_page() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.mails().await;
    app.wait(Duration::SECOND);
    app.smtp.always_for("ada@example.com", Misbehavior::answer(550, "no such user"));
    for n in 1..=4 {
        app.open_ticket(&ada, &format!("Problem {n}")).await;
        app.mails().await;
        app.wait(Duration::SECOND);
    }
    let bob = app.customer("bob").await;
    app.open_ticket(&bob, "Another").await;
    let admin = app.superadmin().await;
    let ids = |rows: &[Value]| rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>();
    let all = app.rows(&admin, "/admin/outbox").await;
    assert_eq!(all.len(), 12, "five receipts, the admin's news of each, and two links");
    let place = |row: &Value| (row["created_at"].to_string(), row["id"].to_string());
    assert!(all.is_sorted_by(|a, b| place(a) > place(b)), "newest first");

    for (states, count) in [("pending", 2), ("sent", 6), ("dead", 4), ("dropped", 0), ("dead,sent", 10)] {
        let wanted = |row: &&Value| states.split(',').any(|state| row["state"] == state);
        let expected: Vec<Value> = all.iter().filter(wanted).cloned().collect();
        assert_eq!(expected.len(), count, "{states}");
        let mut seen = Vec::new();
        let mut path = format!("/admin/outbox?state={states}&limit=3&count=true");
        loop {
            let page = app.get(&admin, &path).await.expect(200);
            assert_eq!(page["page"]["total"], count, "{states}");
            seen.extend(page["data"].as_array().unwrap().clone());
            let Some(cursor) = page["page"]["next_cursor"].as_str() else { break };
            path = format!("/admin/outbox?state={states}&limit=3&count=true&cursor={cursor}");
        }
        assert_eq!(ids(&seen), ids(&expected), "{states}");
    }
    app.mails().await;
    app.stop().await;
}

#[tokio::test]
async fn the_outbox_is_for_admins_and_shows_no_address_of_whom_they_may_not_see() {
    let mut app = TestApp::start().await;
    let (ada, bob, agnes) = (app.customer("ada").await, app.engineer("bob").await, app.admin("agnes").await);
    app.smtp.always(Moment::Recipient, Misbehavior::answer(550, "no such user"));
    app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    let admin = app.superadmin().await;
    let dead = app.rows(&admin, DEAD).await;
    assert!(dead.iter().all(|mail| mail["address"].is_string()), "a superadmin sees everybody");
    let seen_by_agnes = app.rows(&agnes, DEAD).await;
    for mail in &seen_by_agnes {
        let hidden = mail["recipient"]["username"] == "admin";
        assert_eq!(mail["address"].is_null(), hidden, "an admin does not see other admins' accounts: {mail}");
    }
    for refused in [&ada, &bob] {
        app.get(refused, DEAD).await.expect_problem(403, "forbidden");
        app.post(refused, &retry_of(&dead[0]), json!({})).await.expect_problem(403, "forbidden");
        let unknown = json!({"id": "0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f"});
        app.post(refused, &retry_of(&unknown), json!({})).await.expect_problem(403, "forbidden");
    }
    for nothing in ["0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f", "1", "x"] {
        app.post(&agnes, &format!("/admin/outbox/{nothing}/retry"), json!({})).await.expect_problem(404, "not-found");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_letter_to_somebody_removed_can_be_tried_but_is_dropped_again() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let admin = app.superadmin().await;
    app.mails().await;
    app.open_ticket(&ada, "No paper").await;
    app.delete(&admin, "/users/ada").await.expect(204);
    app.mails().await;
    let dropped = app.rows(&admin, "/admin/outbox?state=dropped").await;
    assert_eq!(dropped.len(), 1);
    app.post(&admin, &retry_of(&dropped[0]), json!({})).await.expect(200);
    assert!(app.mails().await.is_empty());
    assert_eq!(app.rows(&admin, "/admin/outbox?state=dropped").await[0]["id"], dropped[0]["id"]);
    app.finish().await;
}
