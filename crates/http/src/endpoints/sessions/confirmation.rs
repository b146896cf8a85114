use deskhand_domain::people::Password;
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::schemas;
use crate::extract::{RequestBody, characters};

/// The password of the caller, where it is asked for. No body is as good as an empty one.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Confirmation)]
pub(crate) struct ConfirmationBody {
    /// Required where the sign-in is more than 15 minutes old.
    #[validate(length(max = characters(Password::MAX)))]
    #[schema(value_type = Option<schemas::TypedPassword>)]
    current_password: Option<String>,
}

impl RequestBody for ConfirmationBody {
    type Command = Option<Password>;

    const MAY_BE_ABSENT: bool = true;

    fn into_command(self, fields: &mut Fields) -> Option<Option<Password>> {
        Some(fields.text("current_password", self.current_password, Password::typed))
    }
}
