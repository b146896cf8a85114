//! Checks the database after a test: that it is consistent, and that it agrees with the acknowledged requests and with
//! the mails that arrived.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use deskhand_tests::smtp::SmtpServer;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use uuid::Uuid;

use super::crowd::Acknowledged;
use super::eventually::until;

/// Each query counts rows that must not exist.
const FAULTS: &[(&str, &str)] = &[
    (
        "tickets without their first request",
        "SELECT count(*) FROM tickets t WHERE NOT EXISTS \
         (SELECT 1 FROM messages m WHERE m.ticket_id = t.id AND m.kind = 'request' AND m.created_at = t.created_at)",
    ),
    (
        "tickets whose opening is not in the history, or twice",
        "SELECT count(*) FROM tickets t WHERE 1 <> \
         (SELECT count(*) FROM history h WHERE h.ticket_id = t.id AND h.kind = 'ticket_opened')",
    ),
    (
        "tickets without a decision",
        "SELECT count(*) FROM tickets t WHERE NOT EXISTS (SELECT 1 FROM decisions d WHERE d.ticket_id = t.id)",
    ),
    (
        // The admin gets a digest after five of them.
        "tickets of whose opening reporter and assignee are not each told once",
        "SELECT count(*) FROM tickets t WHERE 2 <> (SELECT count(*) FROM outbox o \
         WHERE o.ticket_id = t.id AND o.kind IN ('ticket_opened', 'assigned') AND o.created_at = t.created_at \
         AND o.recipient_id <> (SELECT id FROM people WHERE username = 'admin'))",
    ),
    (
        "requests of which nobody is told",
        "SELECT count(*) FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.created_at > t.created_at \
         AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.ticket_id = t.id AND o.kind = 'request_posted')",
    ),
    (
        "tickets with another number of messages than they say",
        "SELECT count(*) FROM tickets t WHERE message_count + note_count <> \
         (SELECT count(*) FROM messages m WHERE m.ticket_id = t.id)",
    ),
    (
        "people with another load than they have",
        "SELECT count(*) FROM people p WHERE open_tickets <> \
         (SELECT count(*) FROM tickets t WHERE t.assignee_id = p.id AND t.status = 'open')",
    ),
    (
        "people who reported another number of tickets",
        "SELECT count(*) FROM people p WHERE tickets_count <> \
         (SELECT count(*) FROM tickets t WHERE t.reporter_id = p.id)",
    ),
    ("numbers that were left out", "SELECT abs((SELECT last FROM ticket_numbers) - (SELECT count(*) FROM tickets))"),
    ("tickets that were opened twice", "SELECT count(*) - count(DISTINCT title) FROM tickets"),
    ("messages that were posted twice", "SELECT count(*) - count(DISTINCT body) FROM messages WHERE body <> 'Please.'"),
    ("keys without an answer", "SELECT count(*) FROM idempotency_keys WHERE answer IS NULL"),
    (
        "changes of a status that the history does not know",
        "SELECT count(*) FROM tickets t WHERE status <> 'open' AND NOT EXISTS (SELECT 1 FROM history h \
         WHERE h.ticket_id = t.id AND h.kind = 'status_changed' AND h.after_value = t.status)",
    ),
];

/// The deadline for the remaining mails.
const TO_DRAIN: Duration = Duration::from_secs(180);

/// The digest of an admin waits for ten minutes on purpose.
const PENDING: &str = "SELECT count(*) FROM outbox WHERE state = 'pending' AND kind <> 'desk_digest'";

pub(super) struct DatabaseCheck(DatabaseConnection);

impl DatabaseCheck {
    pub(super) async fn open(url: &str) -> Self {
        let url = if url.starts_with("sqlite:") { format!("{url}?mode=rw") } else { url.to_owned() };
        Self(Database::connect(url).await.unwrap())
    }

    pub(super) async fn close(self) {
        self.0.close().await.unwrap();
    }

    pub(super) async fn run(&self, statement: &str) {
        self.0.execute_unprepared(statement).await.unwrap();
    }

    /// Everybody's address counts as verified: notices go to no other. `mails_leave` says whether the mail server is up; the
    /// mails with the links are then awaited, for they would be of no use any more.
    pub(super) async fn verifies_addresses(&self, mails_leave: bool) {
        if mails_leave {
            until("every mail has left", TO_DRAIN, async || self.count(PENDING).await == 0).await;
        }
        self.run("UPDATE people SET email_verified_at = created_at WHERE email_verified_at IS NULL").await;
    }

    pub(super) async fn count(&self, statement: &str) -> i64 {
        let statement = Statement::from_string(self.0.get_database_backend(), statement.to_owned());
        self.0.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// Checks the invariants.
    pub(super) async fn is_consistent(&self) {
        for (fault, statement) in FAULTS {
            assert_eq!(self.count(statement).await, 0, "{fault}");
        }
        self.passes_integrity_check().await;
    }

    /// Runs the consistency check of the database itself.
    pub(super) async fn passes_integrity_check(&self) {
        if self.0.get_database_backend() == DbBackend::Sqlite {
            assert_eq!(self.texts("PRAGMA integrity_check").await, ["ok"]);
            assert_eq!(self.count("SELECT count(*) FROM pragma_foreign_key_check").await, 0);
        }
    }

    /// Everything that was acknowledged exists. [`Self::is_consistent`] checks that nothing exists twice.
    pub(super) async fn hold(&self, acknowledged: &Acknowledged) {
        self.contains_at_least(acknowledged).await;
        let tickets = self.count("SELECT count(*) FROM tickets").await;
        assert_eq!(usize::try_from(tickets), Ok(acknowledged.tickets.len()), "everybody asked until they knew");
    }

    /// The same, if later requests may have been stored too.
    pub(super) async fn contains_at_least(&self, acknowledged: &Acknowledged) {
        assert!(acknowledged.tickets.len() > 5, "hardly anything was done: {}", acknowledged.tickets.len());
        let tickets = Statement::from_string(self.0.get_database_backend(), "SELECT title, number FROM tickets");
        let tickets: BTreeMap<String, i64> = self
            .0
            .query_all_raw(tickets)
            .await
            .unwrap()
            .iter()
            .map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap()))
            .collect();
        let messages: BTreeSet<String> = self.texts("SELECT body FROM messages").await.into_iter().collect();
        for (title, number) in &acknowledged.tickets {
            assert_eq!(tickets.get(title), Some(number), "{title} was acknowledged");
        }
        for message in &acknowledged.messages {
            assert!(messages.contains(message), "{message} was acknowledged");
        }
    }

    /// Makes all waiting mails due now. The retry delay grows to minutes after a long outage of the mail server, and a mail
    /// that was in flight when a backup was made has a lease of twenty minutes.
    pub(super) async fn make_waiting_mails_due(&self) {
        self.run("UPDATE outbox SET due_at = 0, lease_until = NULL WHERE state = 'pending'").await;
    }

    /// A restore invalidates the links in mails, because one that was used since would be valid again. Queued mails with
    /// such a link are dropped: checks that, and excludes them from the comparison.
    pub(super) async fn void_links_are_dropped(&self) {
        until("every mail has left", TO_DRAIN, async || self.count(PENDING).await == 0).await;
        self.run("DELETE FROM outbox WHERE state = 'dropped' AND kind = 'email_verification'").await;
    }

    /// Waits until every mail has left the outbox, and compares them with those that arrived. Returns how many mails
    /// arrived more than once.
    pub(super) async fn matches_the_mail(&self, smtp: &SmtpServer) -> usize {
        until("every mail has left", TO_DRAIN, async || self.count(PENDING).await == 0).await;
        let sent: BTreeSet<Uuid> = self.ids("SELECT id FROM outbox WHERE state = 'sent'").await;
        let given_up = "SELECT kind || ' ' || state || ': ' || coalesce(last_answer, '') FROM outbox WHERE state <> 'sent' AND kind <> 'desk_digest'";
        assert_eq!(self.texts(given_up).await, Vec::<String>::new(), "nothing was given up");

        let mut arrived = BTreeMap::<Uuid, usize>::new();
        for mail in smtp.mails() {
            *arrived.entry(message_id(&mail.text())).or_default() += 1;
        }
        let arrived_ids: BTreeSet<Uuid> = arrived.keys().copied().collect();
        assert_eq!(sent.difference(&arrived_ids).count(), 0, "sent, but it did not arrive");
        assert_eq!(arrived_ids.difference(&sent).count(), 0, "it arrived, but there is nothing that it tells of");
        arrived.values().map(|times| times - 1).sum()
    }

    async fn texts(&self, statement: &str) -> Vec<String> {
        let statement = Statement::from_string(self.0.get_database_backend(), statement.to_owned());
        self.0.query_all_raw(statement).await.unwrap().iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    async fn ids(&self, statement: &str) -> BTreeSet<Uuid> {
        let statement = Statement::from_string(self.0.get_database_backend(), statement.to_owned());
        self.0.query_all_raw(statement).await.unwrap().iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }
}

/// The Message-ID, which all copies of a mail share.
fn message_id(mail: &str) -> Uuid {
    let line = mail.lines().find(|line| line.starts_with("Message-ID:")).unwrap();
    let (_, id) = line.split_once('<').unwrap();
    id.split('@').next().unwrap().parse().unwrap()
}
