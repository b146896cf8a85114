use deskhand_domain::ports::StorageError;
use deskhand_domain::ticket::{
    Followers, MessageBody, Priority, Rating, RatingComment, Stars, Ticket, TicketNumber, TicketRecord, Title,
};
use deskhand_domain::{PersonId, TicketId};
use sea_orm::ActiveValue::Set;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::decode::{Table, millis, whole};
use crate::entities::ticket::ActiveModel;

const TICKETS: Table = Table("tickets");

#[derive(FromQueryResult)]
pub(crate) struct TicketColumns {
    id: Uuid,
    number: i64,
    title: String,
    subject: String,
    description: String,
    priority: i16,
    status: String,
    reporter_id: Uuid,
    assignee_id: Option<Uuid>,
    followers: Option<String>,
    handed_back_by: Option<Uuid>,
    taken_at: Option<i64>,
    first_response_at: Option<i64>,
    resolved_at: Option<i64>,
    closed_at: Option<i64>,
    close_warned_at: Option<i64>,
    reopen_count: i32,
    rating_stars: Option<i16>,
    rating_comment: Option<String>,
    rated_at: Option<i64>,
    follow_up_of: Option<Uuid>,
    awaiting: String,
    message_count: i32,
    note_count: i32,
    created_at: i64,
    updated_at: i64,
    version: i64,
    public_updated_at: i64,
    public_version: i64,
}

pub(crate) fn to_domain(row: &TicketColumns) -> Result<Ticket, StorageError> {
    Ok(Ticket::restore(TicketRecord {
        id: TicketId::new(row.id),
        number: number_from(row.number)?,
        title: TICKETS.parsed("title", Title::restore(&row.title))?,
        subject: TICKETS.parsed("subject", Title::restore(&row.subject))?,
        description: TICKETS.parsed("description", MessageBody::restore(&row.description))?,
        priority: priority_from(row.priority)?,
        status: TICKETS.word("status", &row.status)?,
        reporter: PersonId::new(row.reporter_id),
        assignee: row.assignee_id.map(PersonId::new),
        followers: followers_from(row.followers.as_deref())?,
        handed_back_by: row.handed_back_by.map(PersonId::new),
        taken_at: TICKETS.time_or_none("taken_at", row.taken_at)?,
        first_response_at: TICKETS.time_or_none("first_response_at", row.first_response_at)?,
        resolved_at: TICKETS.time_or_none("resolved_at", row.resolved_at)?,
        close_warned_at: TICKETS.time_or_none("close_warned_at", row.close_warned_at)?,
        closed_at: TICKETS.time_or_none("closed_at", row.closed_at)?,
        reopen_count: TICKETS.number("reopen_count", row.reopen_count)?,
        rating: rating_from(row)?,
        follow_up_of: row.follow_up_of.map(TicketId::new),
        awaiting: TICKETS.word("awaiting", &row.awaiting)?,
        message_count: TICKETS.number("message_count", row.message_count)?,
        note_count: TICKETS.number("note_count", row.note_count)?,
        created_at: TICKETS.time("created_at", row.created_at)?,
        updated_at: TICKETS.time("updated_at", row.updated_at)?,
        version: TICKETS.number("version", row.version)?,
        public_updated_at: TICKETS.time("public_updated_at", row.public_updated_at)?,
        public_version: TICKETS.number("public_version", row.public_version)?,
    }))
}

pub(crate) fn to_active_model(ticket: &Ticket) -> Result<ActiveModel, StorageError> {
    Ok(ActiveModel {
        id: Set(ticket.id.as_uuid()),
        number: Set(whole(ticket.number.get())?),
        title: Set(ticket.title.as_str().to_owned()),
        subject: Set(ticket.subject.as_str().to_owned()),
        description: Set(ticket.description.as_str().to_owned()),
        priority: Set(ticket.priority.number().into()),
        status: Set(ticket.status.as_str().to_owned()),
        reporter_id: Set(ticket.reporter.as_uuid()),
        assignee_id: Set(ticket.assignee.map(|id| id.as_uuid())),
        followers: Set(followers_column(&ticket.followers)),
        handed_back_by: Set(ticket.handed_back_by.map(|id| id.as_uuid())),
        taken_at: Set(ticket.taken_at.map(millis)),
        first_response_at: Set(ticket.first_response_at.map(millis)),
        resolved_at: Set(ticket.resolved_at.map(millis)),
        close_warned_at: Set(ticket.close_warned_at.map(millis)),
        closed_at: Set(ticket.closed_at.map(millis)),
        reopen_count: Set(whole(ticket.reopen_count)?),
        rating_stars: Set(ticket.rating.as_ref().map(|rating| rating.stars.get().into())),
        rating_comment: Set(ticket
            .rating
            .as_ref()
            .and_then(|rating| Some(rating.comment.as_ref()?.as_str().to_owned()))),
        rated_at: Set(ticket.rating.as_ref().map(|rating| millis(rating.at))),
        follow_up_of: Set(ticket.follow_up_of.map(|id| id.as_uuid())),
        awaiting: Set(ticket.awaiting.as_str().to_owned()),
        message_count: Set(whole(ticket.message_count)?),
        note_count: Set(whole(ticket.note_count)?),
        created_at: Set(millis(ticket.created_at)),
        updated_at: Set(millis(ticket.updated_at)),
        version: Set(whole(ticket.version)?),
        public_updated_at: Set(millis(ticket.public_updated_at)),
        public_version: Set(whole(ticket.public_version)?),
    })
}

pub(crate) fn followers_from(column: Option<&str>) -> Result<Followers, StorageError> {
    let ids = column.into_iter().flat_map(|column| column.split(','));
    ids.map(|id| TICKETS.word("followers", id)).collect::<Result<Vec<PersonId>, _>>().map(Followers::restore)
}

pub(crate) fn followers_column(followers: &Followers) -> Option<String> {
    let ids: Vec<_> = followers.iter().map(|id| id.to_string()).collect();
    (!ids.is_empty()).then(|| ids.join(","))
}

pub(crate) fn number_from(column: i64) -> Result<TicketNumber, StorageError> {
    TICKETS.parsed("number", TicketNumber::new(TICKETS.number("number", column)?))
}

fn rating_from(row: &TicketColumns) -> Result<Option<Rating>, StorageError> {
    let Some((stars, at)) = row.rating_stars.zip(row.rated_at) else { return Ok(None) };
    let comment = row.rating_comment.as_deref().map(RatingComment::restore).transpose();
    Ok(Some(Rating {
        stars: stars_from(stars)?,
        comment: TICKETS.parsed("rating_comment", comment)?,
        at: TICKETS.time("rated_at", at)?,
    }))
}

pub(crate) fn stars_from(column: i16) -> Result<Stars, StorageError> {
    TICKETS.parsed("rating_stars", Stars::parse(column.into()))
}

pub(crate) fn priority_from(column: i16) -> Result<Priority, StorageError> {
    Priority::from_number(TICKETS.number("priority", column)?)
        .ok_or_else(|| TICKETS.corrupt("priority", "is none of the known numbers"))
}
