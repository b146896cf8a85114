use deskhand_domain::people::Actor;
use deskhand_domain::use_cases::{Challenge, SignInAnswer, SignedIn};
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
            user: UserJson::seen_by(&signed_in.person, &Actor::from(&signed_in.person.person)),
        }
    }
}

/// What a right password is answered with.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = SignInAnswer)]
pub(crate) enum SignInJson {
    /// The account has no second factor.
    SignedIn(Box<SignedInJson>),
    /// The account has one.
    SecondFactor(ChallengeJson),
}

/// A code is wanted too: `POST /auth/second-factor`.
#[derive(Serialize, ToSchema)]
#[schema(as = SignInChallenge)]
pub(crate) struct ChallengeJson {
    /// Always `true`.
    second_factor_required: bool,
    /// To be sent with the code.
    challenge: String,
    /// The seconds for which the challenge is valid.
    expires_in: i64,
}

impl From<&SignInAnswer> for SignInJson {
    fn from(answer: &SignInAnswer) -> Self {
        match answer {
            SignInAnswer::SignedIn(signed_in) => Self::SignedIn(Box::new((&**signed_in).into())),
            SignInAnswer::SecondFactorRequired(challenge) => Self::SecondFactor(challenge.into()),
        }
    }
}

impl From<&Challenge> for ChallengeJson {
    fn from(challenge: &Challenge) -> Self {
        Self {
            second_factor_required: true,
            challenge: challenge.token.reveal().to_owned(),
            expires_in: challenge.expires_in.whole_seconds(),
        }
    }
}

/// Far more than any token has: what is longer need not be looked for.
pub(crate) const LONGEST_TOKEN: u64 = 512;

/// The token of a session.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SessionToken)]
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
