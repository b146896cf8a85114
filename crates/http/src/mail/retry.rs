use actix_web::{HttpResponse, post, web};

use crate::Desk;
use crate::answer::MailJson;
use crate::problem::Problem;
use crate::request::{Caller, MailKey};

/// Sends a mail after all that was given up or dropped: it is due now, and is tried as often as a new one. It keeps its
/// `Message-ID`.
#[utoipa::path(
    tag = "mail",
    params(("mail" = String, Path, description = "Id.")),
    responses(
        (status = 200, description = "The mail, which waits again.", body = MailJson),
        (status = 409, description = "`not-dead`: it waits already, or was sent."),
    )
)]
#[post("/admin/outbox/{mail}/retry")]
pub(crate) async fn retry_mail(
    desk: web::Data<Desk>,
    caller: Caller,
    MailKey(id): MailKey,
) -> Result<HttpResponse, Problem> {
    let mail = desk.use_cases.mail().retry(&caller.actor, id).await?;
    Ok(HttpResponse::Ok().json(MailJson::from(mail)))
}
