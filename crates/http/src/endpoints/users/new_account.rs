use deskhand_domain::people::{EmailAddress, Password, PersonName, PhoneNumber, Role, TimeZone, Username};
use deskhand_domain::use_cases::SignUp;
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::schemas;
use crate::extract::{RequestBody, characters};

/// A new account for another person.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAccount)]
pub(crate) struct NewAccountBody {
    #[validate(required, length(max = characters(PersonName::MAX)))]
    #[schema(value_type = schemas::PersonName)]
    name: Option<String>,
    #[validate(required, length(max = characters(Username::MAX)))]
    #[schema(value_type = schemas::Username)]
    username: Option<String>,
    #[validate(required, length(max = characters(EmailAddress::MAX)))]
    #[schema(value_type = schemas::Email)]
    email: Option<String>,
    /// Without one, an invitation is mailed: they choose it themselves.
    #[validate(length(max = characters(Password::MAX)))]
    #[schema(value_type = Option<schemas::Password>)]
    password: Option<String>,
    /// `customer` unless said otherwise. Whom one may make is a question of one's own role.
    #[schema(value_type = Option<schemas::Role>)]
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

impl RequestBody for NewAccountBody {
    type Command = SignUp;

    fn into_command(self, fields: &mut Fields) -> Option<SignUp> {
        let name = fields.text("name", self.name, PersonName::parse);
        let username = fields.text("username", self.username, Username::parse);
        let email = fields.text("email", self.email, EmailAddress::parse);
        // What was refused is noted: such a password never becomes an invitation.
        let password = fields.text("password", self.password, Password::parse);
        let role = fields.text("role", self.role, str::parse);
        let phone = fields.text("phone", self.phone, PhoneNumber::parse);
        let language = fields.text("language", self.language, str::parse);
        let time_zone = fields.text("time_zone", self.time_zone, TimeZone::parse);
        let role = role.unwrap_or(Role::Customer);
        let (name, username, email) = (name?, username?, email?);
        Some(SignUp { name, username, email, password, role, phone, language, time_zone })
    }
}
