use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::rt::time::timeout;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem, ProblemCode};
use deskhand_http_core::without_slot;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use sha2::{Digest as _, Sha256};
use validator::Validate;

use super::json_object::JsonObject;

/// The limit of bodies without long texts, in bytes.
const LIMIT: usize = 64 * 1024;

/// The limit of bodies with a text of 65,536 characters of up to 4 bytes, in bytes.
pub(crate) const TEXT_LIMIT: usize = 384 * 1024;

/// The body of one endpoint, and its meaning. Every field is optional for serde, so that `validator` can name all missing ones at once.
pub(crate) trait RequestBody: DeserializeOwned + Validate {
    /// What the use case takes.
    type Command;

    /// The most bytes.
    const LIMIT: usize = LIMIT;

    /// Parses values of the domain, and notes every field that is not valid. `None` where anything was noted.
    fn into_command(self, fields: &mut Fields) -> Option<Self::Command>;
}

/// The command of a request: parsed, complete, within all limits; with the digest of the body, byte for byte.
pub(crate) struct ValidJson<T: RequestBody>(pub(crate) T::Command, pub(crate) BodyDigest);

/// SHA-256 of a body.
pub(crate) struct BodyDigest(pub(crate) [u8; 32]);

impl BodyDigest {
    /// That of a request that has no body.
    pub(crate) const fn none() -> Self {
        Self([0; 32])
    }
}

impl<T: RequestBody> FromRequest for ValidJson<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let checked = check_headers(request, T::LIMIT);
        let reading = read_body(request, payload, T::LIMIT);
        Box::pin(async move {
            checked?;
            let bytes = reading.await?;
            Ok(Self(read_json::<T>(&bytes)?, BodyDigest(Sha256::digest(&bytes).into())))
        })
    }
}

/// As [`ValidJson`], for a method whose requests often have no body: no body is as good as an empty object.
pub(crate) struct OptionalJson<T: RequestBody>(pub(crate) T::Command);

impl<T: RequestBody + 'static> FromRequest for OptionalJson<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if request.headers().contains_key(header::CONTENT_TYPE) {
            let reading = ValidJson::<T>::from_request(request, payload);
            return Box::pin(async move { reading.await.map(|ValidJson(command, _)| Self(command)) });
        }
        let reading = read_body(request, payload, T::LIMIT);
        Box::pin(async move {
            match reading.await?.is_empty() {
                true => read_json::<T>(b"{}").map(Self),
                false => Err(not_json()),
            }
        })
    }
}

/// Reads a body of at most `limit` bytes.
fn read_body(
    request: &HttpRequest,
    payload: &mut Payload,
    limit: usize,
) -> impl Future<Output = Result<web::Bytes, Problem>> + use<> {
    // Without a limit, a client that sends byte by byte would hold a connection for as long as it likes.
    let patience = AppState::of(request).map(|state| state.body_timeout);
    let payload = web::Payload::from_request(request, payload);
    let request = request.clone();
    async move {
        let payload = payload.await.map_err(|_| unreadable())?;
        let arriving = timeout(patience?, payload.to_bytes_limited(limit));
        let arrived = without_slot(&request, arriving).await?.map_err(|_| Problem::new(ProblemCode::RequestTimeout))?;
        arrived.map_err(|_| too_large(limit))?.map_err(|_| unreadable())
    }
}

/// Refuses by its headers a body that must not be read.
fn check_headers(request: &HttpRequest, limit: usize) -> Result<(), Problem> {
    let media_type = request.mime_type().ok().flatten();
    let is_json = media_type.is_some_and(|mime| {
        let utf8 = mime.get_param("charset").is_none_or(|charset| charset == "utf-8");
        utf8 && matches!(mime.essence_str(), "application/json" | "application/merge-patch+json")
    });
    let encoding = request.headers().get(header::CONTENT_ENCODING);
    if !is_json || encoding.is_some_and(|encoding| encoding != "identity") {
        return Err(not_json());
    }
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > limit) {
        return Err(too_large(limit));
    }
    Ok(())
}

/// Parses a command in JSON.
pub(crate) fn read_json<T: RequestBody>(bytes: &[u8]) -> Result<T::Command, Problem> {
    let mut fields = Fields::of_body();
    let object: JsonObject = match serde_json::from_slice(bytes) {
        Ok(object) => object,
        Err(error) if error.classify() == Category::Data => {
            fields.refuse("", "type", "must be an object");
            return Err(fields.into());
        }
        Err(error) => return Err(broken(&error)),
    };
    let Some(body) = object.read::<T>(&mut fields) else { return Err(fields.into()) };
    let limits = body.validate();
    let command = body.into_command(&mut fields);
    if let Err(found) = limits {
        fields.absorb(&found);
    }
    match command {
        Some(command) if fields.is_empty() => Ok(command),
        _ => Err(fields.into()),
    }
}

fn broken(error: &serde_json::Error) -> Problem {
    let position =
        format!("The JSON breaks off or cannot be read at line {}, column {}.", error.line(), error.column());
    Problem::new(ProblemCode::BrokenJson).detail(position)
}

fn not_json() -> Problem {
    let wanted = "The body must be application/json in UTF-8, without a content encoding.";
    Problem::new(ProblemCode::UnsupportedMediaType).detail(wanted)
}

fn too_large(limit: usize) -> Problem {
    Problem::new(ProblemCode::TooLarge).detail(format!("The body may have at most {limit} bytes."))
}

fn unreadable() -> Problem {
    Problem::new(ProblemCode::BadRequest).detail("The body did not arrive whole.")
}

/// A limit of the domain as `validator` takes it.
pub(crate) const fn characters(limit: usize) -> u64 {
    limit as u64
}
