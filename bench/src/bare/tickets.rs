//! Tickets as rows, with the columns that the program reads.

use uuid::Uuid;

use super::record::record;

macro_rules! ticket_columns {
    () => {
        r#""tickets"."id", "tickets"."number", "tickets"."title", "tickets"."title_folded", "tickets"."subject", "tickets"."description", "tickets"."description_folded", "tickets"."priority", "tickets"."status", "tickets"."reporter_id", "tickets"."assignee_id", "tickets"."taken_at", "tickets"."first_response_at", "tickets"."resolved_at", "tickets"."closed_at", "tickets"."close_warned_at", "tickets"."reopen_count", "tickets"."follow_up_of", "tickets"."awaiting", "tickets"."message_count", "tickets"."note_count", "tickets"."created_at", "tickets"."updated_at", "tickets"."version""#
    };
}

macro_rules! ticket_view_columns {
    () => {
        r#""tickets"."id", "tickets"."number", "tickets"."title", "tickets"."subject", "tickets"."description", "tickets"."priority", "tickets"."status", "tickets"."reporter_id", "tickets"."assignee_id", "tickets"."taken_at", "tickets"."first_response_at", "tickets"."resolved_at", "tickets"."closed_at", "tickets"."close_warned_at", "tickets"."reopen_count", "tickets"."follow_up_of", "tickets"."awaiting", "tickets"."message_count", "tickets"."note_count", "tickets"."created_at", "tickets"."updated_at", "tickets"."version""#
    };
}

macro_rules! select_tickets_with_people {
    () => {
        concat!(
            "SELECT ",
            $crate::bare::tickets::ticket_view_columns!(),
            r#", "reporter"."username" AS "reporter_username", "reporter"."name" AS "reporter_name", "assignee"."username" AS "assignee_username", "assignee"."name" AS "assignee_name" FROM "tickets" LEFT JOIN "people" AS "reporter" ON "reporter"."id" = "tickets"."reporter_id" LEFT JOIN "people" AS "assignee" ON "assignee"."id" = "tickets"."assignee_id" WHERE "#
        )
    };
}

/// On PostgreSQL, of a list.
macro_rules! select_tickets_with_people_of_each {
    () => {
        concat!(
            "SELECT ",
            $crate::bare::tickets::ticket_view_columns!(),
            r#", "reporter"."username" AS "reporter_username", "reporter"."name" AS "reporter_name", "assignee"."username" AS "assignee_username", "assignee"."name" AS "assignee_name" FROM "tickets" LEFT JOIN LATERAL (SELECT "people"."username", "people"."name" FROM "people" WHERE "people"."id" = "tickets"."reporter_id" LIMIT 1) AS "reporter" ON TRUE LEFT JOIN LATERAL (SELECT "people"."username", "people"."name" FROM "people" WHERE "people"."id" = "tickets"."assignee_id" LIMIT 1) AS "assignee" ON TRUE WHERE "#
        )
    };
}

pub(super) use {select_tickets_with_people, select_tickets_with_people_of_each, ticket_columns, ticket_view_columns};

record! {
    /// A ticket.
    TicketRow {
        id: Uuid,
        number: i64,
        title: String,
        title_folded: String,
        subject: String,
        description: String,
        description_folded: String,
        priority: i16,
        status: String,
        reporter_id: Uuid,
        assignee_id: Option<Uuid>,
        taken_at: Option<i64>,
        first_response_at: Option<i64>,
        resolved_at: Option<i64>,
        closed_at: Option<i64>,
        close_warned_at: Option<i64>,
        reopen_count: i32,
        follow_up_of: Option<Uuid>,
        message_count: i32,
        note_count: i32,
        created_at: i64,
        version: i64,
    }
}

record! {
    /// A ticket with the people on it.
    TicketView {
        id: Uuid,
        number: i64,
        title: String,
        description: String,
        priority: i16,
        status: String,
        awaiting: String,
        reporter_id: Uuid,
        reporter_username: String,
        reporter_name: String,
        assignee_id: Option<Uuid>,
        assignee_username: Option<String>,
        assignee_name: Option<String>,
        taken_at: Option<i64>,
        first_response_at: Option<i64>,
        resolved_at: Option<i64>,
        closed_at: Option<i64>,
        reopen_count: i32,
        follow_up_of: Option<Uuid>,
        message_count: i32,
        note_count: i32,
        created_at: i64,
        updated_at: i64,
        version: i64,
    }
}

const PRIORITIES: [&str; 4] = ["urgent", "high", "medium", "low"];

/// The word of a stored number.
pub(super) fn priority_word(number: i16) -> &'static str {
    let place = usize::try_from(number - 1).unwrap_or(usize::MAX);
    PRIORITIES.get(place).copied().unwrap_or("low")
}

/// The number that is stored for a word.
pub(super) fn priority_number(word: &str) -> Option<i16> {
    let place = PRIORITIES.iter().position(|priority| *priority == word)?;
    i16::try_from(place + 1).ok()
}
