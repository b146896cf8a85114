use serde::de::{Deserialize, Deserializer, Error};
use time::Duration;

/// The value for no duration.
const NEVER: &str = "never";

/// Times are added to today, and there is no date after the year 9999.
const LONGEST: Duration = Duration::days(36_525);

/// Reads a duration such as `15m`. Zero is refused, because no setting makes sense with it.
pub(super) fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// Reads a duration, or `never`.
pub(super) fn duration_or_never<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        NEVER => Ok(None),
        text => parse(text).map(Some).map_err(D::Error::custom),
    }
}

fn parse(text: &str) -> Result<Duration, String> {
    let parsed = humantime::parse_duration(text)
        .map_err(|error| format!("{text:?} is no time such as \"15m\" or \"7d\": {error}"))?;
    match Duration::try_from(parsed) {
        Ok(time) if time.is_positive() && time <= LONGEST => Ok(time),
        _ => Err(format!("{text:?} must be longer than nothing and at most 100 years")),
    }
}
