use futures::future::join_all;
use time::Duration;

use super::subjects;
use crate::support::TestApp;

const ADMIN: &str = "admin@desk.example.com";

#[tokio::test]
async fn an_admin_gets_five_letters_of_new_tickets_and_sign_ups_and_then_one_digest() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.mails().await;
    app.sign_up("bob", "engineer").await.expect(201);
    for n in 1..=30 {
        app.open_ticket(&ada, &format!("Problem {n}")).await;
    }
    let mails = app.mails().await;
    assert_eq!(subjects(&mails, ADMIN).len(), 5, "the sign-up and four tickets");
    assert_eq!(subjects(&mails, &ada.email).len(), 30, "receipts are no news for admins");
    app.wait(Duration::minutes(10) - Duration::MILLISECOND);
    assert!(subjects(&app.mails().await, ADMIN).is_empty());
    app.wait(Duration::MILLISECOND);
    let mails = app.mails().await;
    assert_eq!(subjects(&mails, ADMIN), ["New tickets and sign-ups"]);
    let digest = mails.iter().find(|mail| mail.to == ADMIN).unwrap();
    for words in
        ["30 tickets", "#30 Problem 30, by ada the customer", "And 10 more.", "without an assignee: 30", "approval: 1"]
    {
        assert!(digest.text.contains(words), "{words} in {}", digest.text);
    }
    app.open_ticket(&ada, "Quiet again").await;
    assert_eq!(subjects(&app.mails().await, ADMIN), ["[#31] Quiet again"]);
    app.finish().await;
}

#[tokio::test]
async fn also_of_sign_ups_at_the_same_time_an_admin_gets_five_letters() {
    let mut app = TestApp::start().await;
    let names: Vec<_> = (0..12).map(|n| format!("engineer{n}")).collect();
    for answer in join_all(names.iter().map(|name| app.sign_up(name, "engineer"))).await {
        answer.expect(201);
    }
    assert_eq!(subjects(&app.mails().await, ADMIN).len(), 5);
    app.wait(Duration::minutes(10));
    assert_eq!(subjects(&app.mails().await, ADMIN), ["New tickets and sign-ups"]);
    app.finish().await;
}
