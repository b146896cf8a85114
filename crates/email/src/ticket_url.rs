use deskhand_domain::ticket::TicketNumber;

use crate::SettingsError;
use crate::public_url::PublicUrl;

/// Where a link in a mail leads to a ticket: a URL with `{number}` in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketUrl(String);

impl TicketUrl {
    /// Reads a template such as `https://portal.example.com/requests/{number}`.
    ///
    /// # Errors
    /// [`SettingsError::TicketUrl`].
    pub fn parse(template: &str) -> Result<Self, SettingsError> {
        let template = template.trim();
        let url = url::Url::parse(&template.replace("{number}", "1")).map_err(|_| SettingsError::TicketUrl)?;
        if matches!(url.scheme(), "http" | "https") && template.contains("{number}") {
            Ok(Self(template.to_owned()))
        } else {
            Err(SettingsError::TicketUrl)
        }
    }

    /// The page of the help desk itself.
    #[must_use]
    pub fn below(public_url: &PublicUrl) -> Self {
        Self(format!("{}/tickets/{{number}}", public_url.as_str()))
    }

    pub(crate) fn of(&self, number: TicketNumber) -> String {
        self.0.replace("{number}", &number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_link_is_a_url_with_the_number() {
        let number = TicketNumber::new(42).unwrap();
        let below = TicketUrl::below(&PublicUrl::parse("https://desk.example.com/help/").unwrap());
        assert_eq!(below.of(number), "https://desk.example.com/help/tickets/42");
        let own = TicketUrl::parse("https://portal.example.com/?request={number}#top").unwrap();
        assert_eq!(own.of(number), "https://portal.example.com/?request=42#top");
        for text in ["", "https://portal.example.com/", "portal/{number}", "javascript:alert({number})"] {
            assert_eq!(TicketUrl::parse(text), Err(SettingsError::TicketUrl), "{text:?}");
        }
    }
}
