use actix_web::{HttpResponse, post, web};
use deskhand_domain::Invalid;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::MailDecision;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::words::DECISIONS;
use crate::dto::{IncomingMailJson, schemas};
use crate::extract::{Caller, IncomingMailPath, RequestBody, ValidJson, characters};

/// What becomes of a mail that is held.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MailDecision)]
pub(crate) struct MailDecisionBody {
    /// `take`: a message of its ticket, in the name of its sender. `note`: a note of the caller with its words. `open`: a ticket in the
    /// name of its sender. `follow`: its sender follows the ticket, and it is their request; a sender without an account becomes a
    /// customer. `reject`: nothing.
    #[validate(required)]
    #[schema(value_type = schemas::MailDecisionWord)]
    decision: Option<String>,
    /// With `open`: in whose name, where staff forwarded the mail of another person.
    #[validate(length(max = characters(EmailAddress::MAX)))]
    #[schema(value_type = Option<schemas::Email>)]
    sender: Option<String>,
}

impl RequestBody for MailDecisionBody {
    type Command = MailDecision;

    fn into_command(self, fields: &mut Fields) -> Option<MailDecision> {
        let sender = fields.text("sender", self.sender, EmailAddress::parse);
        let decision = fields.text("decision", self.decision, known_decision)?;
        if sender.is_some() && decision != "open" {
            fields.refuse("sender", "format", "is for the decision open only".to_owned());
        }
        Some(match decision {
            "take" => MailDecision::Take,
            "note" => MailDecision::Note,
            "open" => MailDecision::Open { sender },
            "follow" => MailDecision::Follow,
            _ => MailDecision::Reject,
        })
    }
}

fn known_decision(word: &str) -> Result<&'static str, Invalid> {
    DECISIONS.into_iter().find(|known| *known == word).ok_or(Invalid::Format("one of take, note, open, follow, reject"))
}

/// Decides what becomes of a mail that is held. One that is in quarantine can only be rejected.
#[utoipa::path(
    tag = "mail",
    params(("incoming" = uuid::Uuid, Path, description = "The id of the mail.")),
    request_body = MailDecisionBody,
    responses(
        (status = 200, description = "The mail, and what became of it.", body = IncomingMailJson),
        (status = 409, description = "`mail-not-held`; `sender-has-no-part`: its sender may not write on the ticket; `mail-has-no-ticket`: there is none to follow; or what the ticket refuses."),
        (status = 422, description = "`not-followable`: the sender cannot follow the ticket.")
    )
)]
#[post("/api/v1/mail/in/{incoming}/decision")]
pub(crate) async fn decide_incoming_mail(
    state: web::Data<AppState>,
    caller: Caller,
    IncomingMailPath(id): IncomingMailPath,
    ValidJson(decision, _): ValidJson<MailDecisionBody>,
) -> Result<HttpResponse, Problem> {
    let view = state
        .change(caller.origin.clone(), async move |desk| {
            desk.incoming_mail().decide_held(Some(&caller.actor), id, &decision).await
        })
        .await?;
    Ok(HttpResponse::Ok().json(IncomingMailJson::from(&view)))
}
