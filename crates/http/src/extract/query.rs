use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use deskhand_domain::Invalid;
use deskhand_domain::ports::SearchText;
use deskhand_domain::ports::check_number_of_values;
use deskhand_domain::text::is_invisible;
use deskhand_http_core::problem::{Fields, Problem};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::form_urlencoded;

use super::json_object::JsonObject;

/// The parameters that an endpoint knows, all of them optional texts, and their meaning.
pub(crate) trait QueryParameters: DeserializeOwned {
    /// What the handler takes.
    type Meaning;

    /// Parses values of the domain, and notes every parameter that is not valid. `None` where anything was noted.
    fn into_meaning(self, fields: &mut Fields) -> Option<Self::Meaning>;
}

/// What the query of a request means: only known parameters, each once, each well-formed.
pub(crate) struct Query<T: QueryParameters>(pub(crate) T::Meaning);

impl<T: QueryParameters> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse::<T>(request.query_string()).map(Self))
    }
}

fn parse<T: QueryParameters>(query: &str) -> Result<T::Meaning, Problem> {
    let mut fields = Fields::of_query();
    let mut object = JsonObject::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        object.add(name.into_owned(), Value::String(value.into_owned()));
    }
    let Some(parameters) = object.read::<T>(&mut fields) else { return Err(fields.into()) };
    match parameters.into_meaning(&mut fields) {
        Some(meaning) if fields.is_empty() => Ok(meaning),
        _ => Err(fields.into()),
    }
}

/// Several values, separated by commas.
pub(crate) fn parse_each<T>(list: &str, parse: impl Fn(&str) -> Result<T, Invalid>) -> Result<Vec<T>, Invalid> {
    check_number_of_values(list.split(',').count())?;
    list.split(',').map(|word| parse(word.trim())).collect()
}

/// The most characters that can be searched for.
const LONGEST_SEARCH: usize = 200;

/// Text to be searched for.
pub(crate) fn search_text(text: &str) -> Result<String, Invalid> {
    let text = text.trim();
    if text.chars().count() > LONGEST_SEARCH {
        return Err(Invalid::TooLong { max: LONGEST_SEARCH });
    }
    // The decoder puts the replacement character for bytes that are not UTF-8.
    if text.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER) {
        return Err(Invalid::ControlCharacter);
    }
    if is_invisible(text) {
        return Err(Invalid::Empty);
    }
    Ok(text.to_owned())
}

/// Words to be searched for.
pub(crate) fn search_words(text: &str) -> Result<SearchText, Invalid> {
    SearchText::parse(&search_text(text)?)
}

/// `true` or `false`.
pub(crate) fn yes_or_no(text: &str) -> Result<bool, Invalid> {
    text.parse().map_err(|_| Invalid::Format("true or false"))
}
