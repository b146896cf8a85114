use deskhand_domain::time::Duration;
use serde_json::json;

use super::scene::{DESK, Scene, scene};
use super::{Letter, answerable, reply_to};
use crate::support::path_of;

#[tokio::test]
async fn a_deleted_ticket_and_a_removed_person_take_their_raw_mails_along() {
    let mut app = answerable().start().await;
    let Scene { ada, ticket, to_ada, .. } = scene(&mut app).await;
    let root = app.superadmin().await;
    let reply = app.receive(&Letter::new(&ada.email, &reply_to(&to_ada)).text("The secret is 4711.\n")).await;
    let stranger = app.receive(&Letter::new("eve@client.example", DESK).text("My number is 0815.\n")).await;
    app.delete(&root, &path_of(&ticket)).await.expect(204);
    let eve = app.get(&root, "/tickets/2").await.expect(200)["reporter"]["username"].clone();
    app.delete(&root, &format!("/users/{}", eve.as_str().unwrap())).await.expect(204);
    for mail in [&reply, &stranger] {
        let mail = app.incoming(&root, mail).await.expect(200);
        assert_eq!(
            (&mail["from"], &mail["subject"], &mail["text"]),
            (&json!(null), &json!(""), &json!(null)),
            "{mail}"
        );
        let raw = format!("/mail/in/{}/raw", mail["id"].as_str().unwrap());
        app.get(&root, &raw).await.expect_problem(404, "not-found");
    }
    app.wait(Duration::hours(25));
    let swept = app.running().desk().files().sweep().await.unwrap();
    assert_eq!(swept.contents, 2, "the bytes are gone as well");
    app.finish().await;
}

#[tokio::test]
async fn raw_mails_are_deleted_after_their_time_and_undecided_ones_are_rejected() {
    let app = answerable().setting("upkeep.keep_raw_mail", "10d").setting("mail.in.machines", "hold").start().await;
    let human = app.receive(&Letter::new("eve@client.example", DESK)).await;
    let machine = app.receive(&Letter::new("no-reply@client.example", DESK)).await;
    assert_eq!(machine["reason"], "machine");
    app.wait(Duration::days(11));
    app.run_once().await;
    let root = app.superadmin().await;
    let size = async |mail| app.incoming(&root, mail).await.expect(200)["size"].as_u64().unwrap();
    assert_eq!(size(&human).await, 0);
    assert!(size(&machine).await > 0);
    app.wait(Duration::days(80));
    app.run_once().await;
    let root = app.superadmin().await;
    let machine = app.incoming(&root, &machine).await.expect(200);
    assert_eq!((&machine["reason"], &machine["size"]), (&json!("rejected"), &json!(0)), "{machine}");
    let again = app.deliver(&Letter::new("eve@client.example", DESK)).await.expect(200);
    assert_eq!(again["known"], true, "what was forgotten is not taken in again");
    app.finish().await;
}
