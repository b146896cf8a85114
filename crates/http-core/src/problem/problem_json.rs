use serde::Serialize;
use utoipa::ToSchema;

use super::field_errors::FieldError;
use super::key_scope::KeyScope;

/// The body of every answer that is not a success.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemJson<'a> {
    /// A stable reference, such as `/problems/illegal-transition`.
    pub(super) r#type: String,
    /// What kind of problem it is.
    pub(super) title: &'static str,
    /// The status of the answer.
    pub(super) status: u16,
    /// What happened, for people.
    pub(super) detail: &'a str,
    /// The id of the request, under which the operator finds it in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required, nullable = false)]
    pub(super) request_id: Option<&'a str>,
    /// Everything that is wrong with the fields or parameters.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(required = false)]
    pub(super) errors: &'a [FieldError],
    /// The moves that are allowed instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) allowed: Option<&'a [&'static str]>,
    /// The scope that the API key lacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    #[schema(value_type = Option<KeyScope>)]
    pub(super) scope: Option<&'static str>,
    /// How many messages others wrote since the last one that the caller saw.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) newer: Option<u32>,
}
