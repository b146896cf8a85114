use std::collections::BTreeMap;

use actix_web::{HttpResponse, HttpResponseBuilder};
use deskhand_domain::ports::TicketView;
use deskhand_domain::ticket::{Refusal, SeenTicket, TicketAction};
use deskhand_domain::use_cases::TicketDetail;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    AssignmentJson, AttachmentJson, Created, EventJson, ListJson, MessageJson, PersonJson, RatingJson, Timestamp, etag,
};
use crate::dto::schemas;

/// A ticket.
#[derive(Serialize, ToSchema)]
#[schema(as = Ticket)]
pub(crate) struct TicketJson {
    id: Uuid,
    /// The number of the ticket.
    number: u64,
    title: String,
    description: String,
    #[schema(value_type = schemas::Priority)]
    priority: &'static str,
    #[schema(value_type = schemas::TicketStatus)]
    status: &'static str,
    #[schema(value_type = schemas::Awaiting)]
    awaiting: &'static str,
    reporter: PersonJson,
    #[schema(required)]
    assignee: Option<PersonJson>,
    /// When the assignee said "I am on it".
    #[schema(required)]
    taken_at: Option<Timestamp>,
    #[schema(required)]
    first_response_at: Option<Timestamp>,
    #[schema(required)]
    resolved_at: Option<Timestamp>,
    #[schema(required)]
    closed_at: Option<Timestamp>,
    reopen_count: u32,
    /// How the reporter rated it last, for the reporter and for staff; `null` for others.
    #[schema(required)]
    rating: Option<RatingJson>,
    /// The id of the older ticket that this one follows.
    #[schema(required)]
    follow_up_of: Option<Uuid>,
    /// The ids of those who follow it; `GET /api/v1/tickets/{ticket}/followers` names them.
    followers: Vec<Uuid>,
    /// How many messages the caller can read.
    message_count: u32,
    created_at: Timestamp,
    updated_at: Timestamp,
    /// Grows by one at every change that the caller may know of; also the `ETag`.
    version: u64,
    /// The files of its description. Only where one ticket is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    attachments: Option<Vec<AttachmentJson>>,
    /// Whether the caller gets no mails about it. Only where one ticket is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    muted: Option<bool>,
    /// What the caller may do now, and why not: `write_note`, `edit`, `change_priority`, `reply`, `take`, `hand_back`,
    /// `change_assignee`, `delete`, `change_followers`, `unfollow`, `rate`, and the moves `block`, `unblock`, `resolve`, `mark_unresolved`, `close`, `cancel`, `reopen`.
    /// Only where one ticket is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    allowed_actions: Option<BTreeMap<&'static str, AllowedJson>>,
    /// The first 100 messages, oldest first. Only with `include=messages`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) messages: Option<ListJson<MessageJson>>,
    /// The first 100 events. Only with `include=history`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) history: Option<ListJson<EventJson>>,
    /// Why it has this assignee, or `null` where nothing was decided yet. Only with `include=assignment`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<AssignmentJson>)]
    pub(crate) assignment: Option<Option<AssignmentJson>>,
    /// The files of its first 100 messages, in their order. Only with `include=files`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) files: Option<Vec<AttachmentJson>>,
}

/// Whether the caller may do something now.
#[derive(Serialize, ToSchema)]
#[schema(as = Allowed)]
pub(crate) struct AllowedJson {
    allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
}

impl TicketJson {
    /// A ticket as one of a list.
    pub(crate) fn in_list(view: &TicketView, seen: &SeenTicket) -> Self {
        let ticket = &view.ticket;
        Self {
            id: ticket.id.as_uuid(),
            number: ticket.number.get(),
            title: ticket.title.as_str().to_owned(),
            description: ticket.description.as_str().to_owned(),
            priority: ticket.priority.as_str(),
            status: ticket.status.as_str(),
            awaiting: ticket.awaiting.as_str(),
            reporter: (&view.reporter).into(),
            assignee: view.assignee.as_ref().map(Into::into),
            taken_at: ticket.taken_at.map(Timestamp),
            first_response_at: ticket.first_response_at.map(Timestamp),
            resolved_at: ticket.resolved_at.map(Timestamp),
            closed_at: ticket.closed_at.map(Timestamp),
            reopen_count: ticket.reopen_count,
            rating: seen.rating.as_ref().map(Into::into),
            follow_up_of: ticket.follow_up_of.map(|id| id.as_uuid()),
            followers: ticket.followers.iter().map(|id| id.as_uuid()).collect(),
            message_count: seen.message_count,
            created_at: Timestamp(ticket.created_at),
            updated_at: Timestamp(seen.updated_at),
            version: seen.version,
            attachments: None,
            muted: None,
            allowed_actions: None,
            messages: None,
            history: None,
            assignment: None,
            files: None,
        }
    }

    pub(crate) const fn version(&self) -> u64 {
        self.version
    }

    /// Answers one ticket, with what the caller may do with it.
    pub(crate) fn answer(mut response: HttpResponseBuilder, detail: &TicketDetail) -> HttpResponse {
        let ticket = Self::of(detail);
        response.insert_header(etag(ticket.version)).json(ticket)
    }

    /// The answer for a ticket that was just opened.
    pub(crate) fn created(detail: &TicketDetail) -> Option<Created> {
        let ticket = Self::of(detail);
        Created::new(Some(format!("/api/v1/tickets/{}", ticket.number)), Some(ticket.version), &ticket)
    }

    pub(crate) fn of(detail: &TicketDetail) -> Self {
        let mut ticket = Self::in_list(&detail.view, &detail.seen);
        ticket.attachments = Some(
            detail.attachments.iter().map(|file| AttachmentJson::of_ticket(file, detail.view.ticket.id)).collect(),
        );
        ticket.muted = Some(detail.muted);
        ticket.allowed_actions = Some(detail.allowed_actions.iter().map(allowed).collect());
        ticket
    }
}

fn allowed((action, answer): &(TicketAction, Result<(), Refusal>)) -> (&'static str, AllowedJson) {
    let reason = answer.as_ref().err().map(ToString::to_string);
    (action.as_str(), AllowedJson { allowed: answer.is_ok(), reason })
}
