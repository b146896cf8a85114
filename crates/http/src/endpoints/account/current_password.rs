use deskhand_domain::people::Password;
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::schemas;
use crate::extract::{RequestBody, characters};

/// Proof that the caller is the owner of the account.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordConfirmation)]
pub(crate) struct CurrentPasswordBody {
    /// The caller's password. Required where the sign-in is more than 15 minutes old.
    #[validate(length(max = characters(Password::MAX)))]
    #[schema(value_type = Option<schemas::TypedPassword>)]
    current_password: Option<String>,
}

impl RequestBody for CurrentPasswordBody {
    type Command = Option<Password>;

    fn into_command(self, fields: &mut Fields) -> Option<Option<Password>> {
        Some(fields.text("current_password", self.current_password, Password::typed))
    }
}
