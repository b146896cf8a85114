//! Reads the URL of the mail server.

use lettre::transport::smtp::authentication::Credentials;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::hello::Hello;
use super::options::{Encryption, Timeouts};
use super::settings::SmtpSettings;
use crate::SettingsError;

impl SmtpSettings {
    /// Reads `smtp://user:password@host:587?tls=required|opportunistic|none` or `smtps://...`. User name and password
    /// are percent-encoded. Without a port: 465 for `smtps`, 587 with a user name, else 25. Without `tls`: required
    /// with a user name, unless the server is this machine; else opportunistic.
    ///
    /// # Errors
    /// [`SettingsError::SmtpUrl`] says what is wrong, without the password.
    pub fn parse(url: &str) -> Result<Self, SettingsError> {
        let url = Url::parse(url.trim()).map_err(|error| {
            SettingsError::SmtpUrl(format!("{error} (are user name and password percent-encoded?)"))
        })?;
        let host = host(&url)?;
        let credentials = credentials(&url)?;
        let encryption = encryption(&url, &host, credentials.is_some())?;
        let usual_port = match (encryption, &credentials) {
            (Encryption::Implicit, _) => 465,
            (_, Some(_)) => 587,
            (_, None) => 25,
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return refuse("nothing may follow the port but `?tls=...`");
        }
        let port = url.port().unwrap_or(usual_port);
        Ok(Self {
            host,
            port,
            encryption,
            credentials,
            authorities: Vec::new(),
            timeouts: Timeouts::default(),
            hello: Hello::default(),
        })
    }
}

impl SmtpSettings {
    /// Whether the mail server is this machine.
    #[must_use]
    pub fn is_on_this_machine(&self) -> bool {
        is_this_machine(&self.host)
    }
}

fn host(url: &Url) -> Result<String, SettingsError> {
    // IPv6 addresses without their brackets: the resolver wants them bare.
    let host = match url.host() {
        Some(Host::Ipv6(address)) => address.to_string(),
        Some(host) => host.to_string(),
        None => String::new(),
    };
    if host.is_empty() { refuse("the name of the server is missing") } else { Ok(host) }
}

fn credentials(url: &Url) -> Result<Option<Credentials>, SettingsError> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) => refuse("there is a password but no user name"),
        (_, None) => refuse("there is a user name but no password"),
        (user, Some(password)) => Ok(Some(Credentials::new(decoded(user)?, decoded(password)?))),
    }
}

fn decoded(text: &str) -> Result<String, SettingsError> {
    let text = percent_decode_str(text).decode_utf8();
    text.map(Into::into).or_else(|_| refuse("user name and password must be UTF-8, percent-encoded"))
}

fn encryption(url: &Url, host: &str, signs_in: bool) -> Result<Encryption, SettingsError> {
    let mut wanted = None;
    for (key, value) in url.query_pairs() {
        match key.as_ref() {
            "tls" => wanted = Some(value.into_owned()),
            _ => return refuse(&format!("`{key}` is unknown, only `tls` may follow the question mark")),
        }
    }
    match (url.scheme(), wanted.as_deref()) {
        ("smtps", None | Some("implicit" | "required")) => Ok(Encryption::Implicit),
        ("smtps", Some(_)) => refuse("smtps:// is always encrypted, leave `tls` out"),
        ("smtp", Some("required")) => Ok(Encryption::Required),
        ("smtp", Some("opportunistic")) => Ok(Encryption::Opportunistic),
        ("smtp", Some("none")) => Ok(Encryption::None),
        ("smtp", Some(_)) => refuse("`tls` must be required, opportunistic or none"),
        // A password leaves this machine unencrypted only with an explicit `tls=none` or `tls=opportunistic`.
        ("smtp", None) if signs_in && !is_this_machine(host) => Ok(Encryption::Required),
        ("smtp", None) => Ok(Encryption::Opportunistic),
        _ => refuse("it must begin with smtp:// or smtps://"),
    }
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

fn refuse<T>(why: &str) -> Result<T, SettingsError> {
    Err(SettingsError::SmtpUrl(why.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(url: &str) -> (String, Encryption, bool) {
        let settings = SmtpSettings::parse(url).unwrap();
        (settings.server(), settings.encryption, settings.credentials.is_some())
    }

    #[test]
    fn the_url_says_where_and_how() {
        for (url, server, encryption, signs_in) in [
            ("smtp://mail.example.com", "mail.example.com:25", Encryption::Opportunistic, false),
            ("smtp://u:p@mail.example.com", "mail.example.com:587", Encryption::Required, true),
            ("smtp://u:p@localhost:1025", "localhost:1025", Encryption::Opportunistic, true),
            ("smtp://u:p@mail.example.com:2525?tls=none", "mail.example.com:2525", Encryption::None, true),
            ("smtp://127.0.0.1:2525/?tls=required", "127.0.0.1:2525", Encryption::Required, false),
            ("smtp://h?tls=opportunistic", "h:25", Encryption::Opportunistic, false),
            ("smtps://u:p@mail.example.com", "mail.example.com:465", Encryption::Implicit, true),
            ("smtp://[::1]:25", "::1:25", Encryption::Opportunistic, false),
        ] {
            assert_eq!(parsed(url), (server.to_owned(), encryption, signs_in), "{url}");
        }
    }

    #[test]
    fn user_name_and_password_are_percent_decoded() {
        let settings = SmtpSettings::parse("smtps://desk%40example.com:p%C3%A4ss%2Fw%3Ard@h").unwrap();
        let expected = Credentials::new("desk@example.com".to_owned(), "päss/w:rd".to_owned());
        assert_eq!(settings.credentials, Some(expected));
    }

    #[test]
    fn what_cannot_be_meant_is_refused_in_words_and_without_the_password() {
        for (url, why) in [
            ("mail.example.com:587", "smtp://"),
            ("http://mail.example.com", "must begin with smtp://"),
            ("smtp://", "name of the server"),
            ("smtp://user@h", "no password"),
            ("smtp://:hunter2@h", "no user name"),
            ("smtp://u:hunter2@h?tls=maybe", "required, opportunistic or none"),
            ("smtp://u:hunter2@h?starttls=1", "`starttls` is unknown"),
            ("smtps://u:hunter2@h?tls=none", "always encrypted"),
            ("smtp://u:hunter2@h:99999", "port"),
            ("smtp://u:hunter2@h/inbox", "nothing may follow"),
            ("smtp://u:hun#ter2@h", "percent-encoded"),
            ("smtp://u:hunter2@h#x", "nothing may follow"),
            ("smtp://u:%FFhunter2@h", "UTF-8"),
        ] {
            let refusal = SmtpSettings::parse(url).unwrap_err().to_string();
            assert!(refusal.contains(why) && !refusal.contains("hunter2"), "{url}: {refusal}");
        }
    }

    #[test]
    fn the_password_is_not_shown() {
        let shown = format!("{:?}", SmtpSettings::parse("smtps://u:hunter2@h").unwrap());
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
