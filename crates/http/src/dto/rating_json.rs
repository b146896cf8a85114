use deskhand_domain::ticket::Rating;
use serde::Serialize;
use utoipa::ToSchema;

use super::Timestamp;

/// How the reporter of a ticket rates the help.
#[derive(Serialize, ToSchema)]
#[schema(as = Rating)]
pub(crate) struct RatingJson {
    /// One is very poor, five is very good.
    #[schema(minimum = 1, maximum = 5)]
    stars: u8,
    /// What they add.
    #[schema(required)]
    comment: Option<String>,
    at: Timestamp,
}

impl From<&Rating> for RatingJson {
    fn from(rating: &Rating) -> Self {
        let comment = rating.comment.as_ref().map(|comment| comment.as_str().to_owned());
        Self { stars: rating.stars.get(), comment, at: Timestamp(rating.at) }
    }
}
