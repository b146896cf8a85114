//! Cases 15 to 19: accounts of those who write.

use deskhand_domain::time::Duration;
use serde_json::json;

use super::desk::{MailDesk, letter, outcome, says, titled};
use super::transport::Transport;
use crate::incoming::reply_to;
use crate::incoming::scene::{DESK, Scene};

pub(super) async fn stranger(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    let mail = titled("Eve Example <eve@client.example>", DESK, "The door is stuck");
    let opened = desk.receive(says(mail, "It will not open.")).await;
    let ticket = desk.opened(&opened).await;
    assert_eq!((&ticket["reporter"]["name"], &ticket["title"]), (&json!("Eve Example"), &json!("The door is stuck")));
    let receipt = desk.letter_to("eve@client.example").await;
    let root = desk.app.superadmin().await;
    let account = format!("/users/{}", ticket["reporter"]["username"].as_str().unwrap());
    let eve = desk.app.get(&root, &account).await.expect(200);
    assert_eq!((&eve["role"], &eve["email_verified"]), (&json!("customer"), &json!(false)), "{eve}");

    let answer = desk.receive(says(letter("eve@client.example", &reply_to(&receipt)), "It opens now.")).await;
    assert_eq!(outcome(&answer), ("settled", "posted"), "{answer}");
    assert_eq!(desk.app.get(&root, &account).await.expect(200)["email_verified"], true, "only she got that address");
    desk.hear().await;
    desk.app.post_anonymously("/auth/password/forgot", json!({"email": "eve@client.example"})).await.expect(202);
    assert_eq!(desk.hear().await, ["eve@client.example"], "a link for a password");
    desk.finish().await;
}

pub(super) async fn unproven_account(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    // Whoever reads along there signed up with the address of the bank.
    desk.app.sign_up("eve", "customer").await.expect(201);
    let eve = desk.app.sign_in("eve").await;
    desk.hear().await;
    for text in ["Your new account number", "And your code"] {
        let mail = desk.receive(says(letter("eve@example.com", DESK), text)).await;
        assert_eq!(outcome(&mail), ("held", "unproven_account"), "{mail}");
    }
    assert!(desk.app.rows(&eve, "/tickets").await.is_empty());
    let links = desk.hear().await;
    assert!(links.len() <= 1, "at most one link: {links:?}");
    desk.finish().await;
}

pub(super) async fn account_not_in_use(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let root = desk.app.superadmin().await;
    let address = reply_to(&to_ada);
    let mut held = Vec::new();
    for status in ["suspended", "rejected", "pending"] {
        // Not every status has a way to it; then it is set where it is stored.
        desk.app.execute(&format!("UPDATE people SET status = '{status}' WHERE username = 'ada'")).await;
        let mail = desk.receive(says(letter(&ada.email, &address), status)).await;
        assert_eq!(outcome(&mail), ("held", "account_not_in_use"), "{status}: {mail}");
        held.push(mail);
    }
    desk.app.delete(&root, "/users/ada").await.expect(204);
    let removed = desk.receive(says(letter(&format!("Ada L. <{}>", ada.email), &address), "I am still here.")).await;
    assert_eq!(removed["state"], "held", "{removed}");
    assert_eq!(desk.messages(&lin, &ticket).await.len(), 1);
    for mail in &held {
        let forgotten = desk.app.incoming(&root, mail).await.expect(200);
        assert_eq!((&forgotten["from"], &forgotten["text"]), (&json!(null), &json!(null)), "{forgotten}");
    }
    // What came after that is held, and so forgotten after the time of those that wait.
    desk.app.wait(Duration::days(91));
    desk.app.run_once().await;
    let root = desk.app.superadmin().await;
    let forgotten = desk.app.incoming(&root, &removed).await.expect(200);
    assert_eq!(
        (&forgotten["from"], &forgotten["from_name"], &forgotten["text"]),
        (&json!(null), &json!(null), &json!(null)),
        "{forgotten}"
    );
    desk.finish().await;
}

pub(super) async fn staff(by: Transport) {
    let (mut desk, scene) = MailDesk::with_scene(by).await;
    let Scene { ada, lin, ticket, to_lin, note_address, .. } = scene;
    let answers = |text: &str| says(letter(&lin.email, &reply_to(&to_lin)), text);
    let answer = desk.receive(answers("Press the button.")).await;
    assert_eq!(outcome(&answer), ("settled", "posted"), "{answer}");
    assert_eq!(desk.last_message(&lin, &ticket).await["kind"], "response");
    assert_eq!(desk.hear().await, [ada.email.as_str()]);
    let note = desk.receive(says(letter(&lin.email, &note_address), "She will not like it.")).await;
    assert_eq!(outcome(&note), ("settled", "posted"), "{note}");
    assert_eq!(desk.last_message(&lin, &ticket).await["kind"], "note");
    assert!(!desk.hear().await.contains(&ada.email));
    assert_eq!(desk.messages(&ada, &ticket).await.len(), 2);

    let of_ada = desk.receive(says(letter(&ada.email, &note_address), "What do you say of me?")).await;
    assert_eq!(outcome(&of_ada), ("held", "foreign_address"), "{of_ada}");
    let root = desk.app.superadmin().await;
    desk.app.change_user(&root, "lin", json!({"role": "customer"})).await;
    desk.hear().await;
    for (address, reason) in [(&reply_to(&to_lin), "no_part"), (&note_address, "note_address")] {
        let mail = desk.receive(says(letter(&lin.email, address), reason)).await;
        assert_eq!(outcome(&mail), ("held", reason), "{mail}");
    }
    desk.finish().await;
}
