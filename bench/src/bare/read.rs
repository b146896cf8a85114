use actix_web::{HttpRequest, HttpResponse, web};

use super::Twin;
use super::answer::TicketJson;
use super::caller::caller;
use super::database::Value;
use super::failure::Failure;
use super::history::Mute;
use super::people::PersonRow;
use super::tickets::{TicketView, select_tickets_with_people};

const BY_NUMBER: &str = concat!(select_tickets_with_people!(), r#""tickets"."number" = $1"#);
const OWN_BY_NUMBER: &str =
    concat!(select_tickets_with_people!(), r#""tickets"."reporter_id" = $2 AND "tickets"."number" = $1"#);
const IS_MUTED: &str = r#"SELECT "ticket_mutes"."ticket_id", "ticket_mutes"."person_id" FROM "ticket_mutes" WHERE "ticket_mutes"."ticket_id" = $1 AND "ticket_mutes"."person_id" = $2"#;

pub(super) async fn read_ticket(
    twin: web::Data<Twin>,
    request: HttpRequest,
    number: web::Path<i64>,
) -> Result<HttpResponse, Failure> {
    let caller = caller(&twin, &request).await?;
    let mut values = vec![Value::Long(*number)];
    let sql = if is_admin(&caller) {
        BY_NUMBER
    } else {
        values.push(Value::Id(caller.id));
        OWN_BY_NUMBER
    };
    let view = twin.pools.read::<TicketView>(sql, values).await?.pop().ok_or(Failure::NotFound)?;
    let values = vec![Value::Id(view.id), Value::Id(caller.id)];
    let muted = !twin.pools.read::<Mute>(IS_MUTED, values).await?.is_empty();
    Ok(HttpResponse::Ok().json(TicketJson::of(view, is_admin(&caller)).with_details(muted)))
}

pub(super) fn is_admin(person: &PersonRow) -> bool {
    matches!(person.role.as_str(), "admin" | "superadmin")
}
