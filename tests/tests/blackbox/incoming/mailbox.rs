//! Mail that is fetched from a mailbox on a real server. These tests run under tests/with_dovecot.sh, as `make test` does.

use std::time::Duration;

use deskhand_tests::imap::Dovecot;
use serde_json::Value;

use super::{Letter, answerable};
use crate::support::TestApp;

/// Waits until there are so many tickets, and returns their titles.
async fn titles(app: &TestApp, count: usize) -> Vec<Value> {
    let admin = app.superadmin().await;
    let titles = async {
        loop {
            let rows = app.rows(&admin, "/tickets?sort=number").await;
            if rows.len() >= count {
                return rows.iter().map(|ticket| ticket["title"].clone()).collect();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), titles).await.unwrap()
}

/// How many instances say that they are signed in to the mailbox.
async fn connected(app: &TestApp) -> usize {
    let mut connected = 0;
    for base in app.bases() {
        let metrics = app.client.get(format!("{base}/metrics")).send().await.unwrap().text().await.unwrap();
        connected += usize::from(metrics.contains("\ndeskhand_imap_connected 1\n"));
    }
    connected
}

#[tokio::test]
async fn each_mail_in_a_mailbox_becomes_one_ticket_whichever_instance_reads_it() {
    let Some(dovecot) = Dovecot::running("tickets from a mailbox on Dovecot") else { return };
    let user = format!("desk{}", std::process::id());
    let mut mailbox = dovecot.mailbox(&user).await;
    let mut arrives = async |subject: &str| {
        let letter = Letter::new("Ada <ada@client.example>", "support@desk.example.com").subject(subject);
        mailbox.append(&String::from_utf8(letter.raw()).unwrap()).await;
    };
    arrives("Smoke").await;
    arrives("Fire").await;
    let url = dovecot.url(&user, "move:Done");
    let app = answerable().setting("mail.in.imap_url", url).setting("mail.in.first_run", "all").mail_by_itself();
    let mut app = app.start().await;
    assert_eq!(titles(&app, 2).await, ["Smoke", "Fire"]);
    assert_eq!(connected(&app).await, 1);
    arrives("Ashes").await;
    assert_eq!(titles(&app, 3).await, ["Smoke", "Fire", "Ashes"]);
    app.stop().await;
    arrives("Water").await;
    app.start_again().await;
    assert_eq!(titles(&app, 4).await, ["Smoke", "Fire", "Ashes", "Water"]);
    app.finish().await;
    assert_eq!((mailbox.mails("INBOX").await.len(), mailbox.mails("Done").await.len()), (0, 4));
}
