use actix_web::{HttpResponse, post, web};
use deskhand_domain::people::{EmailAddress, Password, PersonName, PhoneNumber, Role, TimeZone, Username};
use deskhand_domain::use_cases::SignUp;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::schemas;
use crate::dto::{Created, UserJson};
use crate::extract::{Caller, IdempotencyHeader, Origin, RequestBody, ValidJson, characters};

/// A new account.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewUser)]
pub(crate) struct SignUpBody {
    #[validate(required, length(max = characters(PersonName::MAX)))]
    #[schema(value_type = schemas::PersonName)]
    name: Option<String>,
    #[validate(required, length(max = characters(Username::MAX)))]
    #[schema(value_type = schemas::Username)]
    username: Option<String>,
    #[validate(required, length(max = characters(EmailAddress::MAX)))]
    #[schema(value_type = schemas::Email)]
    email: Option<String>,
    #[validate(required, length(max = characters(Password::MAX)))]
    #[schema(value_type = schemas::Password)]
    password: Option<String>,
    /// `customer` unless said otherwise.
    #[schema(value_type = Option<schemas::SignUpRole>)]
    role: Option<String>,
    #[schema(value_type = Option<schemas::Phone>)]
    phone: Option<String>,
    /// In which language the desk writes to them; its own unless said otherwise.
    #[schema(value_type = Option<schemas::Language>)]
    language: Option<String>,
    /// In which time zone moments in letters are; the desk's own unless said otherwise.
    #[schema(value_type = Option<schemas::TimeZone>)]
    time_zone: Option<String>,
}

impl RequestBody for SignUpBody {
    type Command = SignUp;

    fn into_command(self, fields: &mut Fields) -> Option<SignUp> {
        let name = fields.text("name", self.name, PersonName::parse);
        let username = fields.text("username", self.username, Username::parse);
        let email = fields.text("email", self.email, EmailAddress::parse);
        let password = fields.text("password", self.password, Password::parse);
        let role = fields.text("role", self.role, Role::parse_on_sign_up);
        let phone = fields.text("phone", self.phone, PhoneNumber::parse);
        let language = fields.text("language", self.language, str::parse);
        let time_zone = fields.text("time_zone", self.time_zone, TimeZone::parse);
        Some(SignUp {
            name: name?,
            username: username?,
            email: email?,
            password: Some(password?),
            role: role.unwrap_or(Role::Customer),
            phone,
            language,
            time_zone,
        })
    }
}

/// Makes an account: a customer's is approved at once, an engineer's waits for an admin, unless the request comes with
/// an API key of scope `staff:register`.
#[utoipa::path(
    tag = "accounts",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Makes it safe to send the request again: within 24 hours the same request is carried out once, and answered the same.")
    ),
    request_body = SignUpBody,
    responses(
        (status = 201, description = "The account. `Location` and `ETag` are set.", body = UserJson),
        (status = 401, description = "The request came with an API key that is not good."),
    )
)]
#[post("/api/v1/auth/signup")]
pub(crate) async fn sign_up(
    state: web::Data<AppState>,
    sponsor: Option<Caller>,
    idempotency: IdempotencyHeader,
    Origin(origin): Origin,
    ValidJson(command, digest): ValidJson<SignUpBody>,
) -> Result<HttpResponse, Problem> {
    let use_cases = state.use_cases.from_origin(origin);
    let sponsor = sponsor.map(|caller| caller.actor);
    let guard = idempotency.begin(sponsor.map(|actor| actor.id), &digest)?;
    let created = |view: &_| UserJson::created(view, None);
    let keep = |view: &_| created(view)?.to_text();
    let execution = guard.execution(&keep);
    let outcome = match &sponsor {
        Some(sponsor) => use_cases.users().sign_up_sponsored(sponsor, command, &execution).await?,
        None => use_cases.accounts().sign_up_with(command, &execution).await?,
    };
    Created::answer(&outcome, created)
}
