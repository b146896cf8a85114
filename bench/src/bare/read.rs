use actix_web::{HttpRequest, HttpResponse, web};

use super::Twin;
use super::answer::{ACTIONS, TicketJson};
use super::caller::caller;
use super::database::Value;
use super::failure::Failure;
use super::people::PersonRow;
use super::tickets::{TicketView, select_tickets_with_people};

const BY_NUMBER: &str = concat!(select_tickets_with_people!(), r#""tickets"."number" = $1 LIMIT $2"#);
const OWN_BY_NUMBER: &str =
    concat!(select_tickets_with_people!(), r#""tickets"."reporter_id" = $3 AND "tickets"."number" = $1 LIMIT $2"#);

pub(super) async fn read_ticket(
    twin: web::Data<Twin>,
    request: HttpRequest,
    number: web::Path<i64>,
) -> Result<HttpResponse, Failure> {
    let caller = caller(&twin, &request).await?;
    let mut values = vec![Value::Long(*number), Value::Long(1)];
    let sql = if is_admin(&caller) {
        BY_NUMBER
    } else {
        values.push(Value::Id(caller.id));
        OWN_BY_NUMBER
    };
    let view = twin.pools.read::<TicketView>(sql, values).await?.pop().ok_or(Failure::NotFound)?;
    Ok(HttpResponse::Ok().json(TicketJson::of(view, is_admin(&caller), Some(&ACTIONS))))
}

pub(super) fn is_admin(person: &PersonRow) -> bool {
    matches!(person.role.as_str(), "admin" | "superadmin")
}
