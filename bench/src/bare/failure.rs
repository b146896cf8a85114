use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    Unauthenticated,
    NotFound,
    Refused,
    Internal(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unauthenticated => f.write_str("who are you?"),
            Self::NotFound => f.write_str("there is no such ticket"),
            Self::Refused => f.write_str("this can't be done"),
            Self::Internal(error) => write!(f, "{error:#}"),
        }
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Refused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        if let Self::Internal(error) = self {
            eprintln!("bare twin: {error:#}");
        }
        HttpResponse::build(self.status_code()).body(self.to_string())
    }
}
