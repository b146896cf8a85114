use deskhand_domain::TicketId;
use deskhand_domain::history::{Event, Topic};
use deskhand_domain::ticket::{
    Followers, MessageBody, Rating, RatingComment, Stars, Ticket, TicketNumber, TicketRecord, Title,
};
use deskhand_domain::transfer::{Record, WholeTicket};
use serde::{Deserialize, Serialize};

use super::decision::DecisionLine;
use super::error::LineError;
use super::event::TicketEventLine;
use super::file::FileLine;
use super::kind::Kind;
use super::message::MessageLine;
use super::moment::Moment;
use super::values::{optional_text, optional_word, text, word};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TicketLine {
    r#type: Kind,
    id: String,
    number: u64,
    title: String,
    subject: String,
    description: String,
    priority: String,
    status: String,
    awaiting: String,
    reporter: String,
    assignee: Option<String>,
    followers: Vec<String>,
    muted_by: Vec<String>,
    handed_back_by: Option<String>,
    follow_up_of: Option<String>,
    created_at: Moment,
    updated_at: Moment,
    public_updated_at: Moment,
    taken_at: Option<Moment>,
    first_response_at: Option<Moment>,
    resolved_at: Option<Moment>,
    close_warned_at: Option<Moment>,
    closed_at: Option<Moment>,
    reopen_count: u32,
    rating: Option<RatingLine>,
    message_count: u32,
    note_count: u32,
    version: u64,
    public_version: u64,
    messages: Vec<MessageLine>,
    files: Vec<FileLine>,
    assignment: Option<DecisionLine>,
    history: Vec<TicketEventLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RatingLine {
    stars: i64,
    comment: Option<String>,
    at: Moment,
}

impl TicketLine {
    pub(super) fn of(whole: &WholeTicket) -> Self {
        let ticket = &whole.ticket;
        Self {
            r#type: Kind("ticket"),
            id: ticket.id.to_string(),
            number: ticket.number.get(),
            title: ticket.title.to_string(),
            subject: ticket.subject.to_string(),
            description: ticket.description.to_string(),
            priority: ticket.priority.to_string(),
            status: ticket.status.to_string(),
            awaiting: ticket.awaiting.to_string(),
            reporter: ticket.reporter.to_string(),
            assignee: ticket.assignee.map(|id| id.to_string()),
            followers: ticket.followers.iter().map(|id| id.to_string()).collect(),
            muted_by: whole.muted_by.iter().map(ToString::to_string).collect(),
            handed_back_by: ticket.handed_back_by.map(|id| id.to_string()),
            follow_up_of: ticket.follow_up_of.map(|id| id.to_string()),
            created_at: Moment(ticket.created_at),
            updated_at: Moment(ticket.updated_at),
            public_updated_at: Moment(ticket.public_updated_at),
            taken_at: ticket.taken_at.map(Moment),
            first_response_at: ticket.first_response_at.map(Moment),
            resolved_at: ticket.resolved_at.map(Moment),
            close_warned_at: ticket.close_warned_at.map(Moment),
            closed_at: ticket.closed_at.map(Moment),
            reopen_count: ticket.reopen_count,
            rating: ticket.rating.as_ref().map(RatingLine::of),
            message_count: ticket.message_count,
            note_count: ticket.note_count,
            version: ticket.version,
            public_version: ticket.public_version,
            messages: whole.messages.iter().map(MessageLine::of).collect(),
            files: whole.files.iter().map(FileLine::of).collect(),
            assignment: whole.decision.as_ref().map(DecisionLine::of),
            history: whole.events.iter().map(TicketEventLine::of).collect(),
        }
    }

    pub(super) fn into_record(mut self) -> Result<Record, LineError> {
        let id: TicketId = word("id", &self.id)?;
        let parts = (std::mem::take(&mut self.messages), std::mem::take(&mut self.files));
        let (messages, files) = parts;
        let messages = messages.into_iter().enumerate();
        let messages = messages.map(|(place, line)| line.message(id, &format!("messages[{place}].")));
        let files = files.into_iter().enumerate().map(|(place, line)| line.file(&format!("files[{place}].")));
        let muted_by = self.muted_by.iter().map(|person| word("muted_by", person)).collect::<Result<_, _>>()?;
        Ok(Record::Ticket(Box::new(WholeTicket {
            messages: messages.collect::<Result<_, _>>()?,
            files: files.collect::<Result<_, _>>()?,
            events: self.take_events(id)?,
            decision: self.assignment.take().map(|line| line.decision(id)).transpose()?,
            muted_by,
            ticket: self.ticket(id)?,
        })))
    }

    fn take_events(&mut self, ticket: TicketId) -> Result<Vec<Event>, LineError> {
        let lines = std::mem::take(&mut self.history).into_iter().enumerate();
        lines.map(|(place, line)| line.event(Topic::Ticket(ticket), &format!("history[{place}]."))).collect()
    }

    fn ticket(self, id: TicketId) -> Result<Ticket, LineError> {
        let followers = self.followers.iter().map(|person| word("followers", person));
        Ok(Ticket::restore(TicketRecord {
            id,
            number: TicketNumber::new(self.number).map_err(LineError::at("number"))?,
            title: text("title", &self.title, Title::parse)?,
            subject: text("subject", &self.subject, Title::parse)?,
            description: text("description", &self.description, MessageBody::parse)?,
            priority: word("priority", &self.priority)?,
            status: word("status", &self.status)?,
            reporter: word("reporter", &self.reporter)?,
            assignee: optional_word("assignee", self.assignee.as_ref())?,
            followers: Followers::restore(followers.collect::<Result<Vec<_>, _>>()?),
            handed_back_by: optional_word("handed_back_by", self.handed_back_by.as_ref())?,
            taken_at: self.taken_at.map(|at| at.0),
            first_response_at: self.first_response_at.map(|at| at.0),
            resolved_at: self.resolved_at.map(|at| at.0),
            close_warned_at: self.close_warned_at.map(|at| at.0),
            closed_at: self.closed_at.map(|at| at.0),
            reopen_count: self.reopen_count,
            rating: self.rating.map(RatingLine::rating).transpose()?,
            follow_up_of: optional_word("follow_up_of", self.follow_up_of.as_ref())?,
            awaiting: word("awaiting", &self.awaiting)?,
            message_count: self.message_count,
            note_count: self.note_count,
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
            version: self.version,
            public_updated_at: self.public_updated_at.0,
            public_version: self.public_version,
        }))
    }
}

impl RatingLine {
    fn of(rating: &Rating) -> Self {
        let comment = rating.comment.as_ref().map(ToString::to_string);
        Self { stars: rating.stars.get().into(), comment, at: Moment(rating.at) }
    }

    fn rating(self) -> Result<Rating, LineError> {
        Ok(Rating {
            stars: Stars::parse(self.stars).map_err(LineError::at("rating.stars"))?,
            comment: optional_text("rating.comment", self.comment.as_ref(), RatingComment::parse)?,
            at: self.at.0,
        })
    }
}
