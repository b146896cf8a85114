use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::Twin;
use super::answer::TicketJson;
use super::caller::caller;
use super::database::{Value, Work};
use super::failure::Failure;
use super::history::Event;
use super::notices::{Payload, PayloadLine, PayloadTicket, notice};
use super::now::{millis, new_id, now};
use super::people::{Candidate, ENGINEERS, EngineerRow, PersonRow, candidates, three_and_admins};
use super::read::is_admin;
use super::record::record;
use super::tickets::{TicketView, priority_number};

pub(super) const ADD_MESSAGE: &str = r#"INSERT INTO "messages" ("id", "ticket_id", "kind", "author_id", "body", "created_at") VALUES ($1, $2, $3, $4, $5, $6)"#;
const COUNT_UP: &str = r#"UPDATE "ticket_numbers" SET "last" = "last" + 1 WHERE "id" = 1 RETURNING "last""#;
const ADD_DECISION: &str = r#"INSERT INTO "decisions" ("ticket_id", "trigger_word", "chosen_id", "candidates", "excluded", "decided_at") VALUES ($1, $2, $3, $4, $5, $6)"#;
const ADD_TICKET: &str = r#"INSERT INTO "tickets" ("id", "number", "title", "title_folded", "subject", "description", "description_folded", "priority", "status", "reporter_id", "assignee_id", "taken_at", "first_response_at", "resolved_at", "closed_at", "close_warned_at", "reopen_count", "follow_up_of", "awaiting", "message_count", "note_count", "created_at", "updated_at", "version") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"#;
const COUNT_REPORTED: &str = r#"UPDATE "people" SET "tickets_count" = "tickets_count" + $1 WHERE "tickets_count" + $2 >= $3 AND "people"."id" = $4"#;
const COUNT_OPEN: &str = r#"UPDATE "people" SET "open_tickets" = "open_tickets" + $1 WHERE "open_tickets" + $2 >= $3 AND "people"."id" = $4"#;
const NOTE_ASSIGNMENT: &str = r#"UPDATE "people" SET "last_assigned_at" = $1 WHERE "people"."id" = $2"#;
const ADD_TWO_EVENTS: &str = r#"INSERT INTO "history" ("id", "at", "by_id", "ticket_id", "person_id", "kind", "audience", "before_value", "after_value", "before_person_id", "after_person_id", "message_id") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12), ($13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"#;
const ADD_THREE_NOTICES: &str = r#"INSERT INTO "outbox" ("id", "recipient_id", "kind", "ticket_id", "event_id", "payload", "state", "attempt", "due_at", "lease_until", "last_answer", "created_at", "sent_at", "forgiven", "settled_at", "address") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16), ($17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32), ($33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48)"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenBody {
    title: String,
    description: String,
    priority: Option<String>,
}

record! {
    Counter { last: i64 }
}

pub(super) async fn open_ticket(
    twin: web::Data<Twin>,
    request: HttpRequest,
    body: web::Json<OpenBody>,
) -> Result<HttpResponse, Failure> {
    let caller = caller(&twin, &request).await?;
    let mut work = twin.pools.begin().await?;
    let view = open(&mut work, &caller, body.into_inner()).await?;
    work.commit().await?;
    let location = format!("/api/v1/tickets/{}", view.number);
    Ok(HttpResponse::Created()
        .insert_header(("location", location))
        .json(TicketJson::of(view, false).with_details(false)))
}

async fn open(work: &mut Work, caller: &PersonRow, body: OpenBody) -> Result<TicketView, Failure> {
    work.hold_assignment().await?;
    let engineers = work.read::<EngineerRow>(ENGINEERS, vec![Value::Text("engineer".to_owned())]).await?;
    let able = candidates(&engineers, caller.id);
    let assignee = able.first().map(Candidate::id).ok_or(Failure::Refused)?;
    let number = next_number(work).await?;
    let people = three_and_admins(work, [caller.id, assignee, caller.id]).await?;
    let assignee = people.iter().find(|person| person.id == assignee).ok_or(Failure::NotFound)?;
    let admin = people.iter().find(|person| is_admin(person)).ok_or(Failure::NotFound)?;
    let ticket = ticket(number, caller, assignee, &body)?;
    decide(work, &ticket, &able).await?;
    insert(work, &ticket).await?;
    count(work, caller, assignee, ticket.created_at).await?;
    tell(work, &ticket, [caller, assignee, admin]).await?;
    Ok(ticket)
}

async fn next_number(work: &mut Work) -> Result<i64, Failure> {
    let counter = work.read::<Counter>(COUNT_UP, Vec::new()).await?.pop();
    Ok(counter.ok_or(Failure::NotFound)?.last)
}

fn ticket(number: i64, caller: &PersonRow, assignee: &PersonRow, body: &OpenBody) -> Result<TicketView, Failure> {
    let now = millis(now());
    let (title, description) = (body.title.trim(), body.description.trim());
    if title.is_empty() || title.chars().count() > 200 || description.is_empty() || description.len() > 65_536 {
        return Err(Failure::Refused);
    }
    Ok(TicketView {
        id: new_id(),
        number,
        title: title.to_owned(),
        description: description.to_owned(),
        priority: priority_number(body.priority.as_deref().unwrap_or("low")).ok_or(Failure::Refused)?,
        status: "open".to_owned(),
        awaiting: "staff".to_owned(),
        reporter_id: caller.id,
        reporter_username: caller.username.clone(),
        reporter_name: caller.name.clone(),
        assignee_id: Some(assignee.id),
        assignee_username: Some(assignee.username.clone()),
        assignee_name: Some(assignee.name.clone()),
        taken_at: None,
        first_response_at: None,
        resolved_at: None,
        closed_at: None,
        reopen_count: 0,
        follow_up_of: None,
        message_count: 1,
        note_count: 0,
        created_at: now,
        updated_at: now,
        version: 1,
    })
}

async fn decide(work: &mut Work, ticket: &TicketView, able: &[Candidate]) -> Result<(), Failure> {
    let values = vec![
        Value::Id(ticket.id),
        Value::Text("opened".to_owned()),
        Value::MaybeId(ticket.assignee_id),
        Value::Text(serde_json::to_string(able)?),
        Value::Text("[]".to_owned()),
        Value::Long(ticket.created_at),
    ];
    Ok(work.write(ADD_DECISION, values).await?)
}

async fn insert(work: &mut Work, ticket: &TicketView) -> Result<(), Failure> {
    let text = |text: &str| Value::Text(text.to_owned());
    let values = vec![
        Value::Id(ticket.id),
        Value::Long(ticket.number),
        text(&ticket.title),
        Value::Text(ticket.title.to_lowercase()),
        text(&ticket.title),
        text(&ticket.description),
        Value::Text(ticket.description.to_lowercase()),
        Value::Short(ticket.priority),
        text(&ticket.status),
        Value::Id(ticket.reporter_id),
        Value::MaybeId(ticket.assignee_id),
        Value::MaybeLong(None),
        Value::MaybeLong(None),
        Value::MaybeLong(None),
        Value::MaybeLong(None),
        Value::MaybeLong(None),
        Value::Int(0),
        Value::MaybeId(None),
        text(&ticket.awaiting),
        Value::Int(1),
        Value::Int(0),
        Value::Long(ticket.created_at),
        Value::Long(ticket.updated_at),
        Value::Long(1),
    ];
    work.write(ADD_TICKET, values).await?;
    let request = vec![
        Value::Id(new_id()),
        Value::Id(ticket.id),
        text("request"),
        Value::Id(ticket.reporter_id),
        text(&ticket.description),
        Value::Long(ticket.created_at),
    ];
    Ok(work.write(ADD_MESSAGE, request).await?)
}

async fn count(work: &mut Work, caller: &PersonRow, assignee: &PersonRow, now: i64) -> Result<(), Failure> {
    let one_more = |person: &PersonRow| vec![Value::Int(1), Value::Int(1), Value::Int(0), Value::Id(person.id)];
    work.write(COUNT_REPORTED, one_more(caller)).await?;
    work.write(COUNT_OPEN, one_more(assignee)).await?;
    Ok(work.write(NOTE_ASSIGNMENT, vec![Value::Long(now), Value::Id(assignee.id)]).await?)
}

async fn tell(work: &mut Work, ticket: &TicketView, [caller, assignee, admin]: [&PersonRow; 3]) -> Result<(), Failure> {
    let opened = new_id();
    let about = Event { ticket: ticket.id, at: ticket.created_at, ..Event::default() };
    let events = [
        Event { id: opened, by: Some(caller.id), kind: "ticket_opened", ..about },
        Event { id: new_id(), kind: "assigned", assigned: Some(assignee.id), ..about },
    ];
    work.write(ADD_TWO_EVENTS, events.iter().flat_map(Event::values).collect()).await?;
    let mut notices = Vec::with_capacity(48);
    for (recipient, reason) in [(caller.id, "reporter"), (assignee.id, "assignee"), (admin.id, "admin")] {
        let payload = payload(ticket, reason, &caller.name, &assignee.name);
        notices.extend(notice(recipient, "ticket_opened", opened, &payload, ticket.created_at)?);
    }
    Ok(work.write(ADD_THREE_NOTICES, notices).await?)
}

fn payload<'a>(ticket: &'a TicketView, reason: &'static str, by_name: &'a str, assignee: &'a str) -> Payload<'a> {
    let line = |kind, after| PayloadLine { kind, before: None, after, text: Some(ticket.description.as_str()) };
    let mut lines = vec![line("ticket_opened", None)];
    if reason != "admin" {
        lines.push(line("assigned", Some(assignee)));
    }
    let about = PayloadTicket { id: ticket.id, number: ticket.number, title: &ticket.title, subject: &ticket.title };
    Payload { reason, ticket: about, by_name, about_name: None, lines }
}
