use std::num::NonZeroU32;

use deskhand_domain::notification::{LetterBudget, LetterBudgets};
use deskhand_domain::quota::Quotas;
use deskhand_http_core::rate_limit::{ForwardedBy, Rate, Rates};
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// The rate limits.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// Whether there are limits at all.
    pub enabled: bool,
    #[serde(deserialize_with = "rate_or_off")]
    sign_in: Option<Rate>,
    #[serde(deserialize_with = "rate_or_off")]
    sign_in_account: Option<Rate>,
    #[serde(deserialize_with = "rate_or_off")]
    sign_in_address: Option<Rate>,
    #[serde(deserialize_with = "rate_or_off")]
    sign_up: Option<Rate>,
    #[serde(deserialize_with = "rate_or_off")]
    refresh: Option<Rate>,
    #[serde(deserialize_with = "rate_or_off")]
    mail: Option<Rate>,
    #[serde(deserialize_with = "rate_or_off")]
    link: Option<Rate>,
    #[serde(deserialize_with = "rate_or_off")]
    writes: Option<Rate>,
    #[serde(deserialize_with = "letters_or_off")]
    letters_by_person: Option<LetterBudget>,
    #[serde(deserialize_with = "letters_or_off")]
    letters_to_person: Option<LetterBudget>,
    open_tickets_of_customer: u32,
    tickets_of_customer_a_day: u32,
    text_of_customer_a_day: u64,
}

impl LimitSettings {
    pub(crate) const fn rates(&self) -> Rates {
        Rates {
            sign_in: self.sign_in,
            sign_in_account: self.sign_in_account,
            sign_in_address: self.sign_in_address,
            sign_up: self.sign_up,
            refresh: self.refresh,
            mail: self.mail,
            link: self.link,
            writes: self.writes,
        }
    }
}

impl LimitSettings {
    pub(crate) fn letters(&self) -> LetterBudgets {
        match self.enabled {
            true => LetterBudgets { by_sender: self.letters_by_person, to_recipient: self.letters_to_person },
            false => LetterBudgets::default(),
        }
    }

    /// The quotas of customers; 0 for no such quota.
    pub(crate) fn quotas(&self) -> Quotas {
        if !self.enabled {
            return Quotas::NONE;
        }
        Quotas {
            open_tickets: Some(self.open_tickets_of_customer).filter(|most| *most > 0),
            tickets_a_day: Some(self.tickets_of_customer_a_day).filter(|most| *most > 0),
            text_a_day: Some(self.text_of_customer_a_day).filter(|most| *most > 0),
        }
    }
}

/// The header in which the proxies in front name the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`.
    XForwardedFor,
    /// `Forwarded`.
    Forwarded,
    /// `X-Real-IP`.
    XRealIp,
}

impl From<ForwardedHeader> for ForwardedBy {
    fn from(header: ForwardedHeader) -> Self {
        match header {
            ForwardedHeader::XForwardedFor => Self::XForwardedFor,
            ForwardedHeader::Forwarded => Self::Forwarded,
            ForwardedHeader::XRealIp => Self::XRealIp,
        }
    }
}

/// The value that switches a limit off.
const OFF: &str = "off";

/// Reads a rate such as `10/1m`, or `off`.
fn rate_or_off<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Rate>, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        OFF => Ok(None),
        text => parse(text).map(Some).ok_or_else(|| D::Error::custom(format!("{text:?} is no rate such as \"10/1m\""))),
    }
}

/// Reads a budget such as `5000/1h`, or `off`.
fn letters_or_off<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<LetterBudget>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let budget = || {
        let (letters, window) = count_and_time(&text)?;
        let window = time::Duration::try_from(window).ok().filter(|window| *window >= time::Duration::SECOND)?;
        Some(LetterBudget { letters, window })
    };
    match text.as_str() {
        OFF => Ok(None),
        _ => budget()
            .map(Some)
            .ok_or_else(|| D::Error::custom(format!("{text:?} is no number of letters such as \"5000/1h\""))),
    }
}

fn parse(text: &str) -> Option<Rate> {
    let (count, per) = count_and_time(text)?;
    Rate::new(count, per)
}

fn count_and_time(text: &str) -> Option<(NonZeroU32, std::time::Duration)> {
    let (count, per) = text.split_once('/')?;
    Some((count.trim().parse().ok()?, humantime::parse_duration(per).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_how_many_in_how_long() {
        for text in ["10/1m", " 1 / 1s", "600/1h 30m", "4294967295/10y"] {
            assert!(parse(text).is_some(), "{text}");
        }
        for text in ["", "10", "0/1m", "-1/1m", "10/0s", "10/", "/1m", "ten/1m", "10/1", "4294967295/1s/1s", "1.5/1m"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
