use actix_web::{HttpResponse, patch, web};
use deskhand_domain::people::{EmailAddress, PersonName, PhoneNumber};
use deskhand_domain::ports::PersonKey;
use deskhand_domain::use_cases::UpdatePerson;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use validator::Validate;

use super::notifications::read_choices;
use crate::dto::UserJson;
use crate::dto::schemas;
use crate::extract::{Caller, IfMatch, RequestBody, ValidJson, characters, present};

/// The changes to the own account. Absent fields stay as they are.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MeChange)]
pub(crate) struct UpdateMeBody {
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = characters(PersonName::MAX)))]
    #[schema(value_type = schemas::PersonName, required = false)]
    name: Option<Option<String>>,
    /// Takes effect at once, unverified. A verification link is mailed to it, and a notice to the old address.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = characters(EmailAddress::MAX)))]
    #[schema(value_type = schemas::Email, required = false)]
    email: Option<Option<String>>,
    /// `null` clears it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<schemas::Phone>)]
    phone: Option<Option<String>>,
    /// Engineers only.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::Availability, required = false)]
    availability: Option<Option<String>>,
    /// Which kinds of notice to get by mail. Those that are not named stay as they are.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::NotificationChange, required = false)]
    notifications: Option<Option<Map<String, Value>>>,
}

impl RequestBody for UpdateMeBody {
    type Command = UpdatePerson;

    fn into_command(self, fields: &mut Fields) -> Option<UpdatePerson> {
        let name = fields.changed("name", self.name);
        let email = fields.changed("email", self.email);
        let availability = fields.changed("availability", self.availability);
        let notifications = fields.changed("notifications", self.notifications);
        Some(UpdatePerson {
            name: fields.text("name", name, PersonName::parse),
            email: fields.text("email", email, EmailAddress::parse),
            phone: fields.clearable("phone", self.phone, |phone| PhoneNumber::parse(&phone)),
            availability: fields.text("availability", availability, str::parse),
            notifications: notifications.map(|choices| read_choices(fields, &choices)).unwrap_or_default(),
            ..UpdatePerson::default()
        })
    }
}

/// Changes the caller's own account: all of the body or nothing.
#[utoipa::path(
    tag = "accounts",
    request_body = UpdateMeBody,
    responses((status = 200, description = "The changed account.", body = UserJson))
)]
#[patch("/api/v1/me")]
pub(crate) async fn update_me(
    state: web::Data<AppState>,
    caller: Caller,
    if_match: IfMatch,
    body: ValidJson<UpdateMeBody>,
) -> Result<HttpResponse, Problem> {
    let command = UpdatePerson { based_on: if_match.versions(), ..body.0 };
    let me = PersonKey::Id(caller.actor.id);
    let changed = state
        .change(async move |use_cases| {
            use_cases.from_origin(caller.origin.clone()).users().update(&caller.actor, me, command).await
        })
        .await;
    let view = changed.map_err(|error| if_match.problem(error))?;
    Ok(UserJson::answer_oneself(&view))
}
