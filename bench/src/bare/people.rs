//! People as rows, with the columns that the program reads.

use serde::Serialize;
use uuid::Uuid;

use super::database::{Value, Work};
use super::failure::Failure;
use super::record::record;

macro_rules! person_columns {
    () => {
        r#""people"."id", "people"."username", "people"."name", "people"."name_folded", "people"."email", "people"."email_folded", "people"."phone", "people"."role", "people"."status", "people"."email_verified_at", "people"."availability", "people"."capacity", "people"."password", "people"."muted", "people"."created_at", "people"."updated_at", "people"."removed_at", "people"."version", "people"."open_tickets", "people"."tickets_count", "people"."last_assigned_at""#
    };
}

macro_rules! select_people {
    ($rest:literal) => {
        concat!("SELECT ", person_columns!(), r#" FROM "people" WHERE "#, $rest)
    };
}

pub(super) const BY_USERNAME: &str = select_people!(r#""people"."username" = $1 AND "people"."removed_at" IS NULL"#);
pub(super) const BY_ID: [&str; 2] = [
    select_people!(r#""people"."id" = $1 LIMIT $2"#),
    select_people!(r#""people"."id" = $1 LIMIT $2 FOR NO KEY UPDATE"#),
];
pub(super) const OF_SESSION: &str = select_people!(
    r#""people"."id" = $1 AND "people"."id" IN (SELECT "sessions"."person_id" FROM "sessions" WHERE "sessions"."id" = $2 AND "sessions"."ended_at" IS NULL) AND "people"."removed_at" IS NULL"#
);
pub(super) const ENGINEERS: &str = r#"SELECT "people"."id", "people"."role", "people"."status", "people"."availability", "people"."capacity", "people"."open_tickets", "people"."last_assigned_at" FROM "people" WHERE "people"."role" = $1 ORDER BY "people"."id" ASC"#;
const THREE_AND_ADMINS: &str =
    select_people!(r#"role IN ('admin', 'superadmin') OR "people"."id" IN ($1, $2, $3) ORDER BY "people"."id" ASC"#);

/// Three people, and all admins.
pub(super) async fn three_and_admins(work: &mut Work, three: [Uuid; 3]) -> Result<Vec<PersonRow>, Failure> {
    Ok(work.read(THREE_AND_ADMINS, three.map(Value::Id).to_vec()).await?)
}

record! {
    /// A person.
    PersonRow {
        id: Uuid,
        username: String,
        name: String,
        email: Option<String>,
        phone: Option<String>,
        role: String,
        status: String,
        email_verified_at: Option<i64>,
        password: Option<String>,
        created_at: i64,
        updated_at: i64,
        tickets_count: i32,
    }
}

record! {
    /// What an assignment is decided by.
    EngineerRow {
        id: Uuid,
        status: String,
        availability: String,
        capacity: Option<i32>,
        open_tickets: i32,
        last_assigned_at: Option<i64>,
    }
}

/// An engineer as the reasons of an assignment have them.
#[derive(Serialize)]
pub(super) struct Candidate {
    id: Uuid,
    role: &'static str,
    status: &'static str,
    availability: &'static str,
    capacity: Option<i32>,
    open_tickets: i32,
    last_assigned_at: Option<i64>,
}

/// Everybody who can take a ticket of this reporter, the one who gets it first.
pub(super) fn candidates(engineers: &[EngineerRow], reporter: Uuid) -> Vec<Candidate> {
    let mut able: Vec<Candidate> = engineers.iter().filter(|person| is_eligible(person, reporter)).map(of).collect();
    able.sort_by_key(|engineer| (engineer.open_tickets, engineer.last_assigned_at, engineer.id));
    able
}

impl Candidate {
    pub(super) const fn id(&self) -> Uuid {
        self.id
    }
}

fn is_eligible(person: &EngineerRow, reporter: Uuid) -> bool {
    person.status == "approved"
        && person.availability == "available"
        && person.id != reporter
        && person.capacity.is_none_or(|capacity| person.open_tickets < capacity)
}

fn of(person: &EngineerRow) -> Candidate {
    Candidate {
        id: person.id,
        role: "engineer",
        status: "approved",
        availability: "available",
        capacity: person.capacity,
        open_tickets: person.open_tickets,
        last_assigned_at: person.last_assigned_at,
    }
}
