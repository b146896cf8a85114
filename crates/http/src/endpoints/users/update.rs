use actix_web::{HttpResponse, patch, web};
use deskhand_domain::Invalid;
use deskhand_domain::people::{Capacity, PersonName, TimeZone, Username};
use deskhand_domain::use_cases::UpdatePerson;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::UserJson;
use crate::dto::schemas;
use crate::extract::{Caller, IfMatch, PersonPath, RequestBody, ValidJson, characters, present};

/// What shall change of an account; what is absent stays.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UserChange)]
pub(crate) struct UpdatePersonBody {
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = characters(PersonName::MAX)))]
    #[schema(value_type = schemas::PersonName, required = false)]
    name: Option<Option<String>>,
    /// Only a superadmin changes it. The old username stays reserved for the person for a year.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = characters(Username::MAX)))]
    #[schema(value_type = schemas::Username, required = false)]
    username: Option<Option<String>>,
    /// In which language the desk writes to them; `null` for its own.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<schemas::Language>)]
    language: Option<Option<String>>,
    /// In which time zone moments in letters are; `null` for the desk's own.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<schemas::TimeZone>)]
    time_zone: Option<Option<String>>,
    /// A new engineer, admin or superadmin is pending, and a pending account that becomes a customer's is approved, unless
    /// `status` says otherwise.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::Role, required = false)]
    role: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::AccountStatus, required = false)]
    status: Option<Option<String>>,
    /// `true`: letters to their address arrive again, and are sent again.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    reachable: Option<Option<bool>>,
    /// Engineers only.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::Availability, required = false)]
    availability: Option<Option<String>>,
    /// The most open tickets that an engineer takes; `null` for no limit.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 10000)]
    capacity: Option<Option<i64>>,
}

impl RequestBody for UpdatePersonBody {
    type Command = UpdatePerson;

    fn into_command(self, fields: &mut Fields) -> Option<UpdatePerson> {
        let name = fields.changed("name", self.name);
        let username = fields.changed("username", self.username);
        let role = fields.changed("role", self.role);
        let status = fields.changed("status", self.status);
        let availability = fields.changed("availability", self.availability);
        let reachable = fields.changed("reachable", self.reachable);
        Some(UpdatePerson {
            name: fields.text("name", name, PersonName::parse),
            username: fields.text("username", username, Username::parse),
            language: fields.clearable("language", self.language, |word| word.parse()),
            time_zone: fields.clearable("time_zone", self.time_zone, |name| TimeZone::parse(&name)),
            role: fields.text("role", role, str::parse),
            status: fields.text("status", status, str::parse),
            availability: fields.text("availability", availability, str::parse),
            capacity: fields.clearable("capacity", self.capacity, Capacity::parse),
            is_reachable: fields.value("reachable", reachable, only_true).is_some(),
            ..UpdatePerson::default()
        })
    }
}

/// That an address is unreachable follows from letters that came back, and from nothing else.
fn only_true(reachable: bool) -> Result<(), Invalid> {
    if reachable { Ok(()) } else { Err(Invalid::Format("true")) }
}

/// Changes an account: all of the body or nothing. Tickets follow: who leaves gives them back.
#[utoipa::path(
    tag = "people",
    params(("user" = String, Path, description = "Id or username.")),
    request_body = UpdatePersonBody,
    responses(
        (status = 200, description = "The changed account.", body = UserJson),
        (status = 409, description = "`username-taken`, also where the name is reserved for another person; `last-superadmin`.")
    )
)]
#[patch("/api/v1/users/{user}")]
pub(crate) async fn update_person(
    state: web::Data<AppState>,
    caller: Caller,
    PersonPath(key): PersonPath,
    if_match: IfMatch,
    body: ValidJson<UpdatePersonBody>,
) -> Result<HttpResponse, Problem> {
    let command = UpdatePerson { based_on: if_match.versions(), ..body.0 };
    let viewer = caller.actor;
    let changed = state
        .change(caller.origin.clone(), async move |use_cases| {
            use_cases.users().update(&caller.actor, key, command).await
        })
        .await;
    let view = changed.map_err(|error| if_match.problem(error))?;
    Ok(UserJson::answer(&view, &viewer))
}
