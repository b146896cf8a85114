use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use deskhand_domain::{
    ApiKeyId, AttachmentId, DeliveryId, IncomingMailId, Invalid, MailId, MessageId, SessionId, WebhookId, ports,
};
use deskhand_http_core::problem::{Problem, ProblemCode};
use deskhand_http_core::{named_person, named_ticket};

/// The ticket that the path names by id or number; anything else is not found.
pub(crate) struct TicketPath(pub(crate) ports::TicketKey);

/// The person whom the path names by id or username; anything else is not found.
pub(crate) struct PersonPath(pub(crate) ports::PersonKey);

/// The message that the path names by its id.
pub(crate) struct MessagePath(pub(crate) MessageId);

/// The file that the path names by its id.
pub(crate) struct AttachmentPath(pub(crate) AttachmentId);

/// The API key that the path names by its id.
pub(crate) struct ApiKeyPath(pub(crate) ApiKeyId);

/// The mail that the path names, by id.
pub(crate) struct MailPath(pub(crate) MailId);

/// The mail that came in and that the path names, by id.
pub(crate) struct IncomingMailPath(pub(crate) IncomingMailId);

/// The session that the path names by its id.
pub(crate) struct SessionPath(pub(crate) SessionId);

/// The webhook that the path names by its id.
pub(crate) struct WebhookPath(pub(crate) WebhookId);

/// The delivery to a webhook that the path names by its id.
pub(crate) struct DeliveryPath(pub(crate) DeliveryId);

impl FromRequest for WebhookPath {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_path(request, "webhook", str::parse).map(Self))
    }
}

impl FromRequest for DeliveryPath {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_path(request, "delivery", str::parse).map(Self))
    }
}

impl FromRequest for SessionPath {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_path(request, "session", str::parse).map(Self))
    }
}

impl FromRequest for TicketPath {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_path(request, "ticket", named_ticket).map(Self))
    }
}

impl FromRequest for PersonPath {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_path(request, "user", named_person).map(Self))
    }
}

impl FromRequest for MessagePath {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_path(request, "message", str::parse).map(Self))
    }
}

impl FromRequest for AttachmentPath {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_path(request, "attachment", str::parse).map(Self))
    }
}

impl FromRequest for MailPath {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_path(request, "mail", str::parse).map(Self))
    }
}

impl FromRequest for IncomingMailPath {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_path(request, "incoming", str::parse).map(Self))
    }
}

impl FromRequest for ApiKeyPath {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(from_path(request, "key", str::parse).map(Self))
    }
}

fn from_path<T>(request: &HttpRequest, name: &str, parse: fn(&str) -> Result<T, Invalid>) -> Result<T, Problem> {
    let text = request.match_info().get(name).unwrap_or_default();
    parse(text).map_err(|_| Problem::new(ProblemCode::NotFound))
}
