//! Mail that is fetched from a mailbox on a real server. These tests run under tests/with_dovecot.sh, as `make test` does.

use std::time::Duration;

use deskhand_tests::imap::{Dovecot, Mailbox};
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

/// Waits until the mailbox holds no mail: a mail is moved after its ticket was stored.
async fn emptied(mailbox: &mut Mailbox) {
    let emptied = async {
        while !mailbox.mails("INBOX").await.is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), emptied).await.unwrap();
}

async fn arrives(mailbox: &mut Mailbox, subject: &str) {
    mailbox.append(Letter::new("Ada <ada@client.example>", "support@desk.example.com").subject(subject).raw()).await;
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
    arrives(&mut mailbox, "Smoke").await;
    let url = dovecot.url(&user, "move:Done");
    let app = answerable().setting("mail.in.imap_url", url).setting("mail.in.first_run", "all").mail_by_itself();
    let mut app = app.start().await;
    assert_eq!(titles(&app, 1).await, ["Smoke"]);
    arrives(&mut mailbox, "Fire").await;
    assert_eq!(titles(&app, 2).await, ["Smoke", "Fire"]);
    emptied(&mut mailbox).await;
    assert_eq!(connected(&app).await, 1);
    arrives(&mut mailbox, "Ashes").await;
    assert_eq!(titles(&app, 3).await, ["Smoke", "Fire", "Ashes"]);
    app.stop().await;
    arrives(&mut mailbox, "Water").await;
    app.start_again().await;
    assert_eq!(titles(&app, 4).await, ["Smoke", "Fire", "Ashes", "Water"]);
    emptied(&mut mailbox).await;
    assert_eq!(mailbox.mails("Done").await.len(), 4);
    app.finish().await;
}
