//! Case 7: answers to tickets that are over.

use deskhand_domain::time::Duration;
use serde_json::{Value, json};

use super::desk::{MailDesk, letter, outcome, says};
use super::transport::Transport;
use crate::incoming::reply_to;
use crate::incoming::scene::Scene;
use crate::support::{Person, path_of};

async fn close(desk: &MailDesk, lin: &Person, ada: &Person, ticket: &Value) {
    desk.app.move_to(lin, ticket, "resolved").await.expect(200);
    desk.app.move_to(ada, ticket, "closed").await.expect(200);
}

pub(super) async fn over(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let address = reply_to(&to_ada);
    let answers = |text: &str| says(letter(&ada.email, &address), text);
    desk.app.say(&lin, &ticket, "Press the button.").await.expect(201);
    close(&desk, &lin, &ada, &ticket).await;
    desk.app.wait(Duration::DAY);
    let (lin, ada) = (desk.app.sign_in("lin").await, desk.app.sign_in("ada").await);
    let soon = desk.receive(answers("It broke again.")).await;
    assert_eq!((outcome(&soon), &soon["ticket"]["number"]), (("settled", "posted"), &json!(1)), "{soon}");
    assert_eq!(desk.app.ticket(&ada, &ticket).await["status"], "open");

    close(&desk, &lin, &ada, &ticket).await;
    desk.app.wait(Duration::days(60));
    desk.hear().await;
    let late = desk.receive(answers("And again.")).await;
    follows(&desk, &late, &ticket).await;
    let heard = desk.hear().await;
    assert_eq!(heard.iter().filter(|to| **to == ada.email).count(), 1, "one receipt: {heard:?}");
    desk.finish().await;
}

pub(super) async fn canceled_or_deleted(by: Transport) {
    let (mut desk, Scene { ada, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let address = reply_to(&to_ada);
    let answers = |text: &str| says(letter(&ada.email, &address), text);
    desk.app.move_to(&ada, &ticket, "canceled").await.expect(200);
    desk.hear().await;
    let canceled = desk.receive(answers("I need it after all.")).await;
    follows(&desk, &canceled, &ticket).await;
    let heard = desk.hear().await;
    assert_eq!(heard.iter().filter(|to| **to == ada.email).count(), 1, "one receipt: {heard:?}");

    let root = desk.app.superadmin().await;
    desk.app.delete(&root, &path_of(&ticket)).await.expect(204);
    let deleted = desk.receive(answers("Hello?")).await;
    assert_eq!(outcome(&deleted), ("held", "deleted"), "{deleted}");
    desk.finish().await;
}

/// The mail opened a ticket that follows the other one.
async fn follows(desk: &MailDesk, mail: &Value, ticket: &Value) {
    assert_eq!(outcome(mail), ("settled", "followed_up"), "{mail}");
    let root = desk.app.superadmin().await;
    let next = desk.app.get(&root, &format!("/tickets/{}", mail["ticket"]["number"])).await.expect(200);
    assert_eq!((&next["follow_up_of"], &next["reporter"]["username"]), (&ticket["id"], &json!("ada")), "{next}");
}
