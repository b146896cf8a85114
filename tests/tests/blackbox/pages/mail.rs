use deskhand_tests::smtp::Misbehavior;

use super::browser::{Browser, hidden, hides, leads_to, shows};
use crate::incoming::{Letter, answerable, reply_to};
use crate::support::TestApp;

const DESK: &str = "support@desk.example.com";

#[tokio::test]
async fn a_mail_that_was_given_up_is_shown_with_the_answer_of_the_server_and_sent_after_all() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.mails().await;
    app.smtp.always_for("ada@example.com", Misbehavior::answer(550, "5.1.1 no such user <here>"));
    app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    {
        let root = Browser::of(&app, "admin").await;
        let dead = root.get("/mail?state=dead").await;
        shows(
            &dead,
            200,
            &["ada@example.com", "Ticket opened", "/tickets/1", "given up", "no such user &#60;here&#62;"],
        );
        hides(&dead, &["admin@desk.example.com", "<here>"]);
        shows(&root.get("/mail?state=sent").await, 200, &["admin@desk.example.com"]);
        shows(&root.get("/mail?state=bounced").await, 200, &["No mail is here."]);
        shows(&root.get("/mail?state=nonsense&after=x").await, 200, &["given up", "sent"]);

        let (_, rest) = dead.body.split_once("action=\"/mail/").unwrap();
        let retry = format!("/mail/{}", rest.split('"').next().unwrap());
        assert_eq!(hidden(&dead, "state"), "dead");
        leads_to(&root.post(&retry, &[("state", "dead")]).await, "/mail?state=dead");
        let again = root.post(&retry, &[("state", "dead")]).await;
        shows(&again, 409, &["Only a mail that was given up or dropped, or came back, can be sent after all."]);
        shows(&root.get("/mail?state=pending").await, 200, &["ada@example.com", "waiting", "next try"]);
        shows(&root.post("/mail/nonsense/retry", &[]).await, 404, &[]);
    }
    app.smtp.behave();
    assert_eq!(app.mails().await.len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn a_held_mail_is_read_and_decided_about_by_those_who_may() {
    let mut app = answerable().start().await;
    let (ada, _) = (app.customer("ada").await, app.engineer("lin").await);
    app.engineer("kim").await;
    app.mails().await;
    app.open_ticket(&ada, "No paper").await;
    let mails = app.mails().await;
    let to_ada = mails.iter().find(|mail| mail.to == "ada@example.com").unwrap();
    let assignee = if mails.iter().any(|mail| mail.to == "lin@example.com") { "lin" } else { "kim" };
    let other = if assignee == "lin" { "kim" } else { "lin" };
    let letter = Letter::new("Eve <eve@saas.example>", &reply_to(to_ada)).subject("Your <code>").text("It is 1234.\n");
    let mail = app.receive(&letter).await;
    let path = format!("/mail/held/{}", mail["id"].as_str().unwrap());

    let (staff, stranger) = (Browser::of(&app, assignee).await, Browser::of(&app, other).await);
    shows(&staff.get("/mail/held").await, 200, &["Your &#60;code&#62;", "Eve &#60;eve@saas.example&#62;", &path]);
    hides(&stranger.get("/mail/held").await, &["code"]);
    shows(&stranger.get(&path).await, 404, &[]);
    shows(&stranger.post(&format!("{path}/decision"), &[("decision", "reject")]).await, 404, &[]);
    let shown = staff.get(&path).await;
    shows(&shown, 200, &["It is 1234.", "held: it came to an address that another person got", "/tickets/1", "Reject"]);

    let decision = format!("{path}/decision");
    let refused = staff.post(&decision, &[("decision", "take")]).await;
    shows(&refused, 409, &["The sender may not write on this ticket", "It is 1234."]);
    let wrong = staff.post(&decision, &[("decision", "open"), ("sender", "eve at home")]).await;
    shows(&wrong, 422, &["value=\"eve at home\"", "aria-invalid"]);
    shows(&staff.post(&decision, &[("decision", "burn")]).await, 400, &[]);
    leads_to(&staff.post(&decision, &[("decision", "note")]).await, &path);
    let done = staff.get(&path).await;
    shows(&done, 200, &["done: a message of its ticket"]);
    hides(&done, &["Make a note of it"]);
    shows(&staff.post(&decision, &[("decision", "reject")]).await, 409, &["Only a mail that is held can be decided"]);
    shows(&staff.get("/mail/held").await, 200, &["No mail is here."]);
    shows(&staff.get("/mail/held?state=settled").await, 200, &["Your &#60;code&#62;"]);
    app.finish().await;
}

#[tokio::test]
async fn an_admin_downloads_a_mail_as_it_came_and_the_security_log_says_so() {
    let mut app = answerable().start().await;
    let (ada, lin) = (app.customer("ada").await, app.engineer("lin").await);
    app.mails().await;
    app.open_ticket(&ada, "No paper").await;
    let mails = app.mails().await;
    let to_ada = mails.iter().find(|mail| mail.to == "ada@example.com").unwrap();
    let letter = Letter::new("Ada <ada@example.com>", &reply_to(to_ada)).text("<script>alert(1)</script>\n");
    let mail = app.receive(&letter).await;
    assert_eq!(mail["state"], "settled", "{mail}");
    let path = format!("/mail/held/{}", mail["id"].as_str().unwrap());
    let raw = format!("{path}/raw");
    {
        let (root, staff) = (Browser::of(&app, "admin").await, Browser::of(&app, &lin.username).await);
        // The message leads to its mail, for those who may see that.
        shows(&root.get("/tickets/1").await, 200, &["alert(1)", &path]);
        shows(&staff.get("/tickets/1").await, 200, &["alert(1)", &path]);
        let customer = Browser::of(&app, "ada").await.get("/tickets/1").await;
        shows(&customer, 200, &["by mail"]);
        hides(&customer, &[&path]);

        shows(&root.get(&path).await, 200, &[&raw]);
        let page = staff.get(&path).await;
        shows(&page, 200, &["alert(1)"]);
        hides(&page, &[&raw]);
        shows(&staff.get(&raw).await, 403, &["You may not do this"]);
        shows(&root.get("/mail/held/nonsense/raw").await, 404, &[]);
        let answer = root.get(&raw).await;
        assert_eq!((answer.status, answer.body.as_bytes()), (200, letter.raw().as_slice()));
        for (name, value) in [
            ("content-type", "application/octet-stream"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("cache-control", "private, no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{name}");
        }
        let disposition = answer.header("content-disposition");
        assert!(disposition.starts_with("attachment; filename=") && disposition.contains(".eml"), "{disposition}");
        root.get_until("/security", mail["id"].as_str().unwrap(), 1).await;
    }
    app.mails().await;
    app.finish().await;
}

#[tokio::test]
async fn an_admin_opens_a_ticket_with_the_mail_of_a_stranger_or_has_it_looked_at_anew() {
    let mut app = answerable().setting("mail.in.strangers", "hold").start().await;
    let mail = app.receive(&Letter::new("Eve <eve@client.example>", DESK).subject("The door")).await;
    let path = format!("/mail/held/{}", mail["id"].as_str().unwrap());
    let retried = {
        let root = Browser::of(&app, "admin").await;
        shows(&root.get(&path).await, 200, &["held: the sender is unknown", "held again.", "Open a ticket"]);
        leads_to(&root.post(&format!("{path}/retry"), &[]).await, &path);
        app.running().intake_worker().drain().await.unwrap();
        leads_to(&root.post(&format!("{path}/decision"), &[("decision", "open"), ("sender", "")]).await, &path);
        root.get(&path).await
    };
    shows(&retried, 200, &["done: it opened a ticket", "/tickets/1", "The door"]);
    app.mails().await;
    app.finish().await;
}
