use actix_web::{HttpRequest, HttpResponse, patch, web};
use deskhand_domain::people::{EmailAddress, Password, PersonName, PhoneNumber, TimeZone};
use deskhand_domain::use_cases::{LookChange, UpdateMe, UpdatePerson};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use validator::Validate;

use super::notifications::{read_choices, read_frequencies};
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
    /// Counts as soon as the link in a mail to it was followed; until then it is `email_pending`. A verified address before
    /// it gets a mail with a link that undoes the change, for 7 days. The present address drops the pending one.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = characters(EmailAddress::MAX)))]
    #[schema(value_type = schemas::Email, required = false)]
    email: Option<Option<String>>,
    /// The caller's password. Another address requires it where the sign-in is more than 15 minutes old.
    #[validate(length(max = characters(Password::MAX)))]
    #[schema(value_type = Option<schemas::TypedPassword>)]
    current_password: Option<String>,
    /// `null` clears it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<schemas::Phone>)]
    phone: Option<Option<String>>,
    /// In which language the desk writes to the caller; `null` for its own.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<schemas::Language>)]
    language: Option<Option<String>>,
    /// In which time zone moments in letters are; `null` for the desk's own.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<schemas::TimeZone>)]
    time_zone: Option<Option<String>>,
    /// Engineers only.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::Availability, required = false)]
    availability: Option<Option<String>>,
    /// Which kinds of mail to get. Those that are not named stay as they are.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::NotificationChange, required = false)]
    notifications: Option<Option<Map<String, Value>>>,
    /// How soon to get which kinds of mail. Those that are not named stay as they are.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::DigestChange, required = false)]
    digests: Option<Option<Map<String, Value>>>,
    /// The colours of the pages.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::Theme, required = false)]
    theme: Option<Option<String>>,
    /// Whether the pages listen to single keys.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    single_keys: Option<Option<bool>>,
}

impl RequestBody for UpdateMeBody {
    type Command = UpdateMe;

    fn into_command(self, fields: &mut Fields) -> Option<UpdateMe> {
        let name = fields.changed("name", self.name);
        let email = fields.changed("email", self.email);
        let availability = fields.changed("availability", self.availability);
        let notifications = fields.changed("notifications", self.notifications);
        let digests = fields.changed("digests", self.digests);
        let theme = fields.changed("theme", self.theme);
        let single_keys = fields.changed("single_keys", self.single_keys);
        let look = LookChange { theme: fields.text("theme", theme, str::parse), single_keys };
        let email = fields.text("email", email, EmailAddress::parse);
        let current_password = fields.text("current_password", self.current_password, Password::typed);
        let profile = UpdatePerson {
            name: fields.text("name", name, PersonName::parse),
            phone: fields.clearable("phone", self.phone, |phone| PhoneNumber::parse(&phone)),
            language: fields.clearable("language", self.language, |word| word.parse()),
            time_zone: fields.clearable("time_zone", self.time_zone, |name| TimeZone::parse(&name)),
            availability: fields.text("availability", availability, str::parse),
            notifications: notifications.map(|choices| read_choices(fields, &choices)).unwrap_or_default(),
            digests: digests.map(|choices| read_frequencies(fields, &choices)).unwrap_or_default(),
            ..UpdatePerson::default()
        };
        Some(UpdateMe { profile, email, look, current_password })
    }
}

/// Changes the caller's own account: all of the body or nothing.
#[utoipa::path(
    tag = "accounts",
    request_body = UpdateMeBody,
    responses(
        (status = 200, description = "The changed account.", body = UserJson),
        (status = 403, description = "`password-required`: another address needs it, or a recent sign-in."),
    )
)]
#[patch("/api/v1/me")]
pub(crate) async fn update_me(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    if_match: IfMatch,
    body: ValidJson<UpdateMeBody>,
) -> Result<HttpResponse, Problem> {
    let UpdateMe { profile, email, look, current_password } = body.0;
    state.limits.count_password(&request, caller.actor.id, current_password.as_ref())?;
    let profile = UpdatePerson { based_on: if_match.versions(), ..profile };
    let command = UpdateMe { profile, email, look, current_password };
    let changing =
        state.change(caller.origin.clone(), async move |use_cases| use_cases.users().update_me(&caller, command).await);
    let view = changing.await.map_err(|error| if_match.problem(error))?;
    Ok(UserJson::answer_oneself(&view))
}
