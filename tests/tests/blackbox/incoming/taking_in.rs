use deskhand_domain::people::EmailAddress;
use serde_json::json;

use super::scene::{DESK, Scene, scene};
use super::{Letter, answerable, reply_to};
use crate::support::{TestApp, path_of};

#[tokio::test]
async fn a_reply_becomes_one_request_and_the_engineer_gets_one_letter() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, to_ada, .. } = scene(&mut app).await;
    let address = reply_to(&to_ada);
    let quoted =
        format!("The lamp is red.\n\n{}", to_ada.text.lines().map(|line| format!("> {line}\n")).collect::<String>());
    let letter = Letter::new(&ada.email, &address).header("Message-ID: <1@client.example>").text(&quoted);
    let mail = app.receive(&letter).await;
    assert_eq!((&mail["state"], &mail["reason"]), (&json!("settled"), &json!("posted")), "{mail}");
    assert_eq!(mail["ticket"]["number"], 1);

    let again =
        app.deliver(&letter.clone().header("Received: from relay.example by mx.desk.example")).await.expect(200);
    assert_eq!((&again["id"], &again["known"]), (&mail["id"], &json!(true)));
    let coded_anew = Letter { headers: letter.headers.clone(), ..letter.clone() }.header("X-Coded-Anew: 8bit");
    let coded_anew = app.deliver_raw("/mail", [coded_anew.raw(), b"\r\n\r\n".to_vec()].concat()).await.expect(201);
    app.running().intake_worker().drain().await.unwrap();
    let coded_anew = app.incoming(&app.superadmin().await, &coded_anew).await.expect(200);
    assert_eq!(coded_anew["reason"], "duplicate", "{coded_anew}");

    let messages = app.rows(&ada, &format!("{}/messages", path_of(&ticket))).await;
    let bodies: Vec<_> = messages.iter().map(|message| &message["body"]).collect();
    assert_eq!(bodies.len(), 2, "{bodies:?}");
    assert_eq!(bodies[1], "The lamp is red.");
    assert_eq!((&messages[0]["via"], &messages[1]["via"]), (&json!("api"), &json!("mail")));
    assert_eq!((&messages[0]["proof"], &messages[1]["proof"]), (&json!(null), &json!("address")));
    let path = format!("{}/messages/{}", path_of(&ticket), messages[1]["id"].as_str().unwrap());
    assert!(app.get(&ada, &path).await.expect(200).get("elided").is_none(), "what staff quote may be theirs alone");
    let whole = app.get(&lin, &path).await.expect(200);
    let elided = whole["elided"].as_str().unwrap();
    assert!(elided.contains("> "), "what is cut off stays with the message: {elided:?}");
    let mails = app.mails().await;
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [lin.email.as_str()]);
    assert!(mails[0].text.contains("> The lamp is red."), "{}", mails[0].text);
    app.finish().await;
}

#[tokio::test]
async fn a_stranger_opens_a_ticket_and_has_an_account_of_their_own_once_they_answer() {
    let mut app = answerable().start().await;
    let lin = app.engineer("lin").await;
    app.mails().await;
    let letter =
        Letter::new("Eve Example <eve@client.example>", DESK).subject("The door is stuck").text("It will not open.\n");
    let mail = app.receive(&letter).await;
    assert_eq!((&mail["reason"], &mail["from"]), (&json!("opened"), &json!("eve@client.example")), "{mail}");
    let ticket = app.get(&lin, "/tickets/1").await.expect(200);
    assert_eq!((&ticket["title"], &ticket["reporter"]["name"]), (&json!("The door is stuck"), &json!("Eve Example")));
    assert_eq!(ticket["description"], "It will not open.");
    let mails = app.mails().await;
    let receipt = mails.iter().find(|mail| mail.to == "eve@client.example").expect("a receipt");
    assert!(receipt.text.contains("#1"), "{}", receipt.text);

    let root = app.superadmin().await;
    let username = ticket["reporter"]["username"].as_str().unwrap().to_owned();
    let eve = app.get(&root, &format!("/users/{username}")).await.expect(200);
    assert_eq!((&eve["role"], &eve["email_verified"]), (&json!("customer"), &json!(false)), "{eve}");
    let answer = app.receive(&Letter::new("eve@client.example", &reply_to(receipt)).text("It opens now.\n")).await;
    assert_eq!(answer["reason"], "posted", "{answer}");
    let eve = app.get(&root, &format!("/users/{username}")).await.expect(200);
    assert_eq!(eve["email_verified"], true, "only she got that address");
    app.mails().await;
    app.post_anonymously("/auth/password/forgot", json!({"email": "eve@client.example"})).await.expect(202);
    assert!(app.mails().await.iter().any(|mail| mail.to == "eve@client.example"), "a link for a password");
    app.finish().await;
}

#[tokio::test]
async fn staff_answer_and_write_notes_by_mail() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, to_lin, note_address, .. } = scene(&mut app).await;
    let answer = app.receive(&Letter::new(&lin.email, &reply_to(&to_lin)).text("Press the button.\n")).await;
    assert_eq!(answer["reason"], "posted", "{answer}");
    let to_ada = app.mails().await;
    assert_eq!(to_ada.iter().map(|mail| &mail.to).collect::<Vec<_>>(), [&ada.email]);
    let note = app.receive(&Letter::new(&lin.email, &note_address).text("She will not like it.\n")).await;
    assert_eq!(note["reason"], "posted", "{note}");
    assert!(app.mails().await.iter().all(|mail| mail.to != ada.email));
    let path = format!("{}/messages", path_of(&ticket));
    let kinds: Vec<_> = app.rows(&lin, &path).await.iter().map(|message| message["kind"].clone()).collect();
    assert_eq!(kinds, ["request", "response", "note"]);
    assert_eq!(app.rows(&ada, &path).await.len(), 2);
    app.finish().await;
}

#[tokio::test]
async fn the_files_of_a_mail_are_files_of_its_message_byte_for_byte() {
    let mut app = answerable().start().await;
    let Scene { ada, ticket, to_ada, .. } = scene(&mut app).await;
    let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let raw = with_file(&ada.email, &reply_to(&to_ada), "../photo.bin", &bytes);
    let taken = app.deliver_raw("/mail", raw).await.expect(201);
    app.running().intake_worker().drain().await.unwrap();
    let mail = app.incoming(&app.superadmin().await, &taken).await.expect(200);
    assert_eq!(mail["reason"], "posted", "{mail}");
    let messages = app.rows(&ada, &format!("{}/messages", path_of(&ticket))).await;
    let file = &messages[1]["attachments"][0];
    assert_eq!((&file["name"], &file["size"]), (&json!("photo.bin"), &json!(bytes.len())), "{messages:?}");
    assert_eq!(file["url"].as_str().unwrap().rsplit_once('/').unwrap().1, file["id"]);
    let answer = app.bytes_of(app.download(&ada, &ticket, file)).await;
    assert_eq!(answer.body, bytes);
    app.finish().await;
}

fn with_file(from: &str, to: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    use base64::Engine as _;
    let coded = base64::engine::general_purpose::STANDARD.encode(bytes);
    let lines = coded.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into_owned());
    let lines = lines.collect::<Vec<_>>().join("\r\n");
    format!(
        "From: {from}\r\nTo: {to}\r\nSubject: A file\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
         Content-Type: text/plain\r\n\r\nHere it is.\r\n--b\r\nContent-Type: application/octet-stream\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{lines}\r\n--b--\r\n"
    )
    .into_bytes()
}

#[tokio::test]
async fn what_is_no_mail_or_not_for_the_desk_is_refused_and_nothing_is_kept() {
    let app = answerable().setting("mail.in.max_mail", "2KB").start().await;
    let ada = app.customer("ada").await;
    let letter = Letter::new(&ada.email, DESK);
    let elsewhere = Letter { envelope: vec![EmailAddress::parse("x@elsewhere.example").unwrap()], ..letter.clone() };
    app.deliver(&elsewhere).await.expect_problem(422, "unknown-recipient");
    let both = vec![EmailAddress::parse("x@elsewhere.example").unwrap(), EmailAddress::parse(DESK).unwrap()];
    app.deliver(&Letter { envelope: both, ..letter.clone() }).await.expect(201);
    app.deliver(&letter.text(&"x".repeat(3_000))).await.expect_problem(413, "too-large");
    let form = app.request(reqwest::Method::POST, "/mail").bearer_auth(&app.superadmin().await.token);
    app.send(form.json(&json!({"from": "ada"}))).await.expect_problem(415, "unsupported-media-type");
    let root = app.superadmin().await;
    assert_eq!(app.rows(&root, "/mail/in").await.len(), 1);
    app.finish().await;
    let app = TestApp::start().await;
    app.deliver(&Letter::new("ada@client.example", DESK)).await.expect_problem(409, "takes-no-mail");
    app.finish().await;
}

#[tokio::test]
async fn a_key_that_delivers_mail_does_nothing_else() {
    let app = answerable().start().await;
    let root = app.superadmin().await;
    let program = app.program(&root, &["mail:deliver"]).await;
    let deliver = app.request(reqwest::Method::POST, "/mail").bearer_auth(&program.token);
    app.send(deliver.body(Letter::new("ada@client.example", DESK).raw())).await.expect(201);
    app.get(&program, "/mail/in").await.expect_problem(403, "insufficient-scope");
    app.get(&program, "/tickets").await.expect_problem(403, "insufficient-scope");
    let reader = app.program(&root, &["read", "write"]).await;
    app.post(&reader, "/mail", json!({})).await.expect_problem(403, "insufficient-scope");
    let ada = app.customer("ada").await;
    app.get(&ada, "/mail/in").await.expect_problem(403, "forbidden");
    app.finish().await;
}
