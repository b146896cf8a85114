use deskhand_domain::use_cases::SignedIn;
use deskhand_http_core::problem::Fields;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::UserJson;
use crate::extract::RequestBody;

/// The tokens of a session, and its user.
#[derive(Serialize, ToSchema)]
#[schema(as = SignedIn)]
pub(crate) struct SignedInJson {
    /// To be sent as `Authorization: Bearer`.
    access_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// The seconds for which the access token is valid.
    expires_in: i64,
    /// Valid for one refresh.
    refresh_token: String,
    user: UserJson,
}

impl From<&SignedIn> for SignedInJson {
    fn from(signed_in: &SignedIn) -> Self {
        Self {
            access_token: signed_in.access_token.clone(),
            token_type: "Bearer",
            expires_in: signed_in.expires_in.whole_seconds(),
            refresh_token: signed_in.refresh_token.reveal().to_owned(),
            user: UserJson::of_oneself(&signed_in.person),
        }
    }
}

/// Far more than any token has: what is longer need not be looked for.
pub(super) const LONGEST_TOKEN: u64 = 512;

/// The token of a session.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefreshToken)]
pub(crate) struct RefreshTokenBody {
    /// As the last sign-in or refresh answered it.
    #[validate(required, length(max = LONGEST_TOKEN))]
    #[schema(value_type = String, min_length = 1, max_length = 512)]
    refresh_token: Option<String>,
}

impl RequestBody for RefreshTokenBody {
    type Command = String;

    fn into_command(self, fields: &mut Fields) -> Option<String> {
        if self.refresh_token.as_ref().is_some_and(String::is_empty) {
            fields.refuse("refresh_token", "empty", "must not be empty");
        }
        self.refresh_token
    }
}
