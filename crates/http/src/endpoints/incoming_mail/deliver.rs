use actix_web::http::header;
use actix_web::rt::time::timeout;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, post, web};
use deskhand_domain::files::FileRefused;
use deskhand_domain::incoming::{ArrivedMail, Transport};
use deskhand_domain::use_cases::{Error, TakenIn};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Problem, ProblemCode};
use futures::StreamExt as _;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::deliver_query::{DeliverQuery, Envelope};
use crate::dto::schemas::{self, FileBytes};
use crate::extract::{Caller, Query, without_slot};

/// A mail that was taken in.
#[derive(Serialize, ToSchema)]
#[schema(as = DeliveredMail)]
pub(crate) struct DeliveredMailJson {
    id: Uuid,
    /// Where it is: a new one is `waiting`.
    #[schema(value_type = schemas::IncomingMailState)]
    state: &'static str,
    /// Whether it came before. Then nothing more comes of it.
    known: bool,
}

/// Takes in a mail: the body is the mail as it came (RFC 5322). When this is answered the mail is stored for good, and whoever has it
/// may delete it; the same mail again is no second one. What becomes of it is decided right after: `GET /api/v1/mail/in/{id}` says it.
#[utoipa::path(
    tag = "mail",
    params(DeliverQuery),
    request_body(content = FileBytes, content_type = "message/rfc822"),
    responses(
        (status = 201, description = "It is taken in.", body = DeliveredMailJson),
        (status = 200, description = "It came before.", body = DeliveredMailJson),
        (status = 409, description = "`takes-no-mail`: the desk has no address."),
        (status = 422, description = "`unknown-recipient`.")
    )
)]
#[post("/api/v1/mail")]
pub(crate) async fn deliver_mail(
    state: web::Data<AppState>,
    caller: Caller,
    request: HttpRequest,
    Query(envelope): Query<DeliverQuery>,
    body: web::Payload,
) -> Result<HttpResponse, Problem> {
    check_type(&request)?;
    let most = state.use_cases.incoming_mail().most_bytes();
    let arriving = timeout(state.upload_timeout, receive(body, &request, most));
    let arrived = without_slot(&request, arriving).await?;
    let raw = arrived.map_err(|_| Problem::new(ProblemCode::RequestTimeout))??;
    let Envelope { recipients, sender } = envelope;
    let mail = ArrivedMail { raw, sender, recipients, transport: Transport::Http, left: None };
    let taken = state.change(caller.origin.clone(), async move |desk| desk.incoming_mail().take_in(mail).await).await?;
    state.metrics.mail_in_received(Transport::Http);
    let is_known = matches!(taken, TakenIn::Known { .. });
    let mut answer = if is_known { HttpResponse::Ok() } else { HttpResponse::Created() };
    Ok(answer.json(DeliveredMailJson { id: taken.id().as_uuid(), state: taken.state().as_str(), known: is_known }))
}

/// A mail is a mail, whatever a client that means bytes calls it; a form or JSON is none.
fn check_type(request: &HttpRequest) -> Result<(), Problem> {
    match request.content_type() {
        "" | "message/rfc822" | "message/global" | "application/octet-stream" => Ok(()),
        _ => Err(Problem::new(ProblemCode::UnsupportedMediaType).detail("The body must be a mail: message/rfc822.")),
    }
}

async fn receive(mut body: web::Payload, request: &HttpRequest, most: u64) -> Result<Vec<u8>, Problem> {
    let too_large = || Problem::from(Error::from(FileRefused::TooLarge { max: most }));
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: u64| length > most) {
        return Err(too_large());
    }
    let mut raw = Vec::new();
    while let Some(bytes) = body.next().await {
        let unreadable = |_| Problem::new(ProblemCode::BadRequest).detail("The body did not arrive whole.");
        let bytes = bytes.map_err(unreadable)?;
        if (raw.len() + bytes.len()) as u64 > most {
            return Err(too_large());
        }
        raw.extend_from_slice(&bytes);
    }
    Ok(raw)
}
