use serde_json::{Value, json};
use time::Duration;

use crate::support::{Mail, Person, TestApp};

/// What a spammer would have the help desk write.
const WORDS: &str = "Win-a-prize";

fn account(username: &str, email: &str) -> Value {
    json!({"name": WORDS, "username": username, "email": email, "password": "correct horse battery", "role": "customer"})
}

/// Everything that a stranger with an account of that address can ask for, and what an admin can.
async fn ask(app: &TestApp, stranger: &Person, admin: &Person, n: u32) {
    let address = "victim@example.com";
    match n % 8 {
        0 => drop(app.post_anonymously("/auth/password/forgot", json!({"email": address})).await),
        1 => drop(app.post_anonymously("/auth/email/resend", json!({"email": address})).await),
        2 => drop(app.open_ticket(stranger, WORDS).await),
        3 => drop(app.post(stranger, "/tickets/1/messages", json!({"body": WORDS})).await),
        4 => {
            // Several accounts of one mailbox.
            let variant = account(&format!("variant{n}"), &format!("Victim+{n}@example.com"));
            app.post_anonymously("/auth/signup", variant).await.expect(201);
        }
        5 => {
            let elsewhere = ["victim+there@example.com", "victim+back@example.com"][(n / 8 % 2) as usize];
            app.patch(stranger, "/me", json!({"email": elsewhere, "current_password": "correct horse battery"})).await;
        }
        6 => {
            let mut invited = account(&format!("invited{n}"), &format!("victim+i{n}@example.com"));
            invited.as_object_mut().unwrap().remove("password");
            app.post(admin, "/users", invited).await.expect(201);
        }
        _ => drop(app.patch(stranger, "/me", json!({"name": format!("{WORDS} {n}")})).await),
    }
}

fn to_the_victim(mails: &[Mail]) -> Vec<&Mail> {
    mails.iter().filter(|mail| mail.to.to_lowercase().starts_with("victim")).collect()
}

#[tokio::test]
async fn an_unverified_mailbox_gets_one_mail_in_15_minutes_whatever_a_thousand_requests_ask_for() {
    let mut app = TestApp::start().await;
    let admin = app.superadmin().await;
    app.post_anonymously("/auth/signup", account("stranger", "victim@example.com")).await.expect(201);
    let stranger = app.sign_in("stranger").await;
    for n in 0..1000 {
        ask(&app, &stranger, &admin, n).await;
    }
    app.wait(Duration::minutes(15) - Duration::MILLISECOND);
    let mails = app.mails().await;
    let letters = to_the_victim(&mails);
    assert_eq!(letters.len(), 1, "{letters:#?}");
    let letter = format!("{:?}", letters[0]);
    assert!(!letter.contains(WORDS) && !letter.contains("stranger"), "no word of a person: {letter}");
    assert_eq!(letters[0].header("to"), "victim@example.com", "no name beside the address");

    app.wait(Duration::MILLISECOND);
    for n in 0..20 {
        ask(&app, &stranger, &admin, n * 8).await;
    }
    assert_eq!(to_the_victim(&app.mails().await).len(), 1, "the next quarter of an hour");
    app.stop().await;
}

#[tokio::test]
async fn notices_go_to_verified_addresses_only_and_an_account_made_with_a_password_is_not_verified() {
    let mut app = TestApp::start().await;
    app.appoint("made", "customer").await;
    let made = app.sign_in("made").await;
    app.open_ticket(&made, "No paper").await;
    let mails = app.mails().await;
    assert_eq!(super::subjects(&mails, "made@example.com"), ["Confirm your e-mail address"]);
    app.verify_address("made").await;
    app.open_ticket(&made, "No toner").await;
    let mails = app.mails().await;
    assert_eq!(super::subjects(&mails, "made@example.com"), ["[#2] No toner"]);
    assert!(mails.iter().any(|mail| mail.text.contains("made the customer")), "verified people are called by name");
    app.finish().await;
}
