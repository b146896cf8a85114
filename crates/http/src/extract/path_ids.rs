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

/// Each from its parameter in the path, by its parser.
macro_rules! from_paths {
    ($($path:ident: $name:literal by $parse:expr;)*) => {$(
        impl FromRequest for $path {
            type Error = Problem;
            type Future = Ready<Result<Self, Problem>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(from_path(request, $name, $parse).map(Self))
            }
        }
    )*};
}

from_paths! {
    WebhookPath: "webhook" by str::parse;
    DeliveryPath: "delivery" by str::parse;
    SessionPath: "session" by str::parse;
    TicketPath: "ticket" by named_ticket;
    PersonPath: "user" by named_person;
    MessagePath: "message" by str::parse;
    AttachmentPath: "attachment" by str::parse;
    MailPath: "mail" by str::parse;
    IncomingMailPath: "incoming" by str::parse;
    ApiKeyPath: "key" by str::parse;
}

fn from_path<T>(request: &HttpRequest, name: &str, parse: fn(&str) -> Result<T, Invalid>) -> Result<T, Problem> {
    let text = request.match_info().get(name).unwrap_or_default();
    parse(text).map_err(|_| Problem::new(ProblemCode::NotFound))
}
