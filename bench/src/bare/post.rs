use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Twin;
use super::answer::{PersonJson, Timestamp};
use super::caller::caller;
use super::database::{Value, Work};
use super::failure::Failure;
use super::history::{Event, who_follows};
use super::notices::{Payload, PayloadLine, PayloadTicket, notice};
use super::now::{millis, new_id, now};
use super::open::ADD_MESSAGE;
use super::people::{ENGINEERS, EngineerRow, PersonRow, three_and_admins};
use super::read::is_admin;
use super::tickets::{TicketRow, ticket_columns};

const BY_NUMBER: [&str; 2] = [
    concat!("SELECT ", ticket_columns!(), r#" FROM "tickets" WHERE "tickets"."number" = $1 LIMIT $2"#),
    concat!(
        "SELECT ",
        ticket_columns!(),
        r#" FROM "tickets" WHERE "tickets"."number" = $1 LIMIT $2 FOR NO KEY UPDATE"#
    ),
];
const UPDATE: &str = r#"UPDATE "tickets" SET "title" = $1, "title_folded" = $2, "subject" = $3, "description" = $4, "description_folded" = $5, "priority" = $6, "status" = $7, "reporter_id" = $8, "assignee_id" = $9, "taken_at" = $10, "first_response_at" = $11, "resolved_at" = $12, "closed_at" = $13, "close_warned_at" = $14, "reopen_count" = $15, "follow_up_of" = $16, "awaiting" = $17, "message_count" = $18, "note_count" = $19, "created_at" = $20, "updated_at" = $21, "version" = $22 WHERE "tickets"."id" = $23 AND "tickets"."version" = $24"#;
const ADD_EVENT: &str = r#"INSERT INTO "history" ("id", "at", "by_id", "ticket_id", "person_id", "kind", "audience", "before_value", "after_value", "before_person_id", "after_person_id", "message_id") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"#;
const ADD_NOTICE: &str = r#"INSERT INTO "outbox" ("id", "recipient_id", "kind", "ticket_id", "event_id", "payload", "state", "attempt", "due_at", "lease_until", "last_answer", "created_at", "sent_at", "forgiven", "settled_at", "address") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PostBody {
    body: String,
}

#[derive(Serialize)]
struct MessageJson {
    id: Uuid,
    ticket_id: Uuid,
    kind: &'static str,
    author: PersonJson,
    body: String,
    created_at: Timestamp,
}

/// A response by an admin; the measurements post nothing else.
pub(super) async fn post_message(
    twin: web::Data<Twin>,
    request: HttpRequest,
    number: web::Path<i64>,
    body: web::Json<PostBody>,
) -> Result<HttpResponse, Failure> {
    let caller = caller(&twin, &request).await?;
    if !is_admin(&caller) || body.body.is_empty() || body.body.len() > 65_536 {
        return Err(Failure::Refused);
    }
    let mut work = twin.pools.begin().await?;
    let message = post(&mut work, &caller, *number, body.into_inner().body).await?;
    work.commit().await?;
    Ok(HttpResponse::Created().json(message))
}

async fn post(work: &mut Work, caller: &PersonRow, number: i64, body: String) -> Result<MessageJson, Failure> {
    work.hold_assignment().await?;
    work.read::<EngineerRow>(ENGINEERS, vec![Value::Text("engineer".to_owned())]).await?;
    let found = work.read_locked::<TicketRow>(BY_NUMBER, vec![Value::Long(number), Value::Long(1)]).await?.pop();
    let ticket = found.ok_or(Failure::NotFound)?;
    let (message, now) = (new_id(), millis(now()));
    let values = vec![
        Value::Id(message),
        Value::Id(ticket.id),
        Value::Text("response".to_owned()),
        Value::Id(caller.id),
        Value::Text(body.clone()),
        Value::Long(now),
    ];
    work.write(ADD_MESSAGE, values).await?;
    update(work, &ticket, now).await?;
    tell(work, &ticket, caller, message, &body, now).await?;
    let author = PersonJson { id: caller.id, username: caller.username.clone(), name: caller.name.clone() };
    Ok(MessageJson { id: message, ticket_id: ticket.id, kind: "response", author, body, created_at: Timestamp(now) })
}

async fn update(work: &mut Work, ticket: &TicketRow, now: i64) -> Result<(), Failure> {
    let text = |text: &str| Value::Text(text.to_owned());
    let values = vec![
        text(&ticket.title),
        text(&ticket.title_folded),
        text(&ticket.subject),
        text(&ticket.description),
        text(&ticket.description_folded),
        Value::Short(ticket.priority),
        text(&ticket.status),
        Value::Id(ticket.reporter_id),
        Value::MaybeId(ticket.assignee_id),
        Value::MaybeLong(ticket.taken_at),
        Value::MaybeLong(ticket.first_response_at.or(Some(now))),
        Value::MaybeLong(ticket.resolved_at),
        Value::MaybeLong(ticket.closed_at),
        Value::MaybeLong(ticket.close_warned_at),
        Value::Int(ticket.reopen_count),
        Value::MaybeId(ticket.follow_up_of),
        text("reporter"),
        Value::Int(ticket.message_count + 1),
        Value::Int(ticket.note_count),
        Value::Long(ticket.created_at),
        Value::Long(now),
        Value::Long(ticket.version + 1),
        Value::Id(ticket.id),
        Value::Long(ticket.version),
    ];
    Ok(work.write(UPDATE, values).await?)
}

async fn tell(
    work: &mut Work,
    ticket: &TicketRow,
    caller: &PersonRow,
    message: Uuid,
    body: &str,
    now: i64,
) -> Result<(), Failure> {
    let event = new_id();
    let said = Event {
        id: event,
        ticket: ticket.id,
        at: now,
        by: Some(caller.id),
        kind: "response_posted",
        ..Event::default()
    };
    work.write(ADD_EVENT, Event { message: Some(message), ..said }.values().to_vec()).await?;
    let assignee = ticket.assignee_id.unwrap_or(caller.id);
    three_and_admins(work, [ticket.reporter_id, assignee, caller.id]).await?;
    who_follows(work, ticket.id).await?;
    let line = PayloadLine { kind: "response_posted", before: None, after: None, text: Some(body) };
    let about = PayloadTicket { id: ticket.id, number: ticket.number, title: &ticket.title, subject: &ticket.subject };
    let payload =
        Payload { reason: "reporter", ticket: about, by_name: &caller.name, about_name: None, lines: vec![line] };
    let values = notice(ticket.reporter_id, "response_posted", event, &payload, now)?;
    Ok(work.write(ADD_NOTICE, values.to_vec()).await?)
}
