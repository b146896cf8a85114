//! Reads the URL of the mailbox.

use std::net::IpAddr;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::after::{After, FirstRun};
use super::settings::{ImapSettings, LONGEST_LEASE};
use super::settings_error::ImapSettingsError;

impl ImapSettings {
    /// Reads `imaps://user:password@host:993/INBOX?after=seen|move:FOLDER|delete`. User name, password and folder are
    /// percent-encoded. Without a folder: `INBOX`; without `after`: `seen`. `imap://` is without encryption, and only for a
    /// server on this machine.
    ///
    /// # Errors
    /// [`ImapSettingsError::Url`] says what is wrong, without the password.
    pub fn parse(url: &str) -> Result<Self, ImapSettingsError> {
        let url = Url::parse(url.trim()).map_err(|error| {
            ImapSettingsError::Url(format!("{error} (are user name and password percent-encoded?)"))
        })?;
        let host = host(&url)?;
        let is_encrypted = is_encrypted(&url, &host)?;
        let (user, password) = match (url.username(), url.password()) {
            ("", _) => return refuse("the user name is missing"),
            (_, None) => return refuse("the password is missing"),
            (user, Some(password)) => (decoded(user)?, decoded(password)?),
        };
        if url.fragment().is_some() {
            return refuse("nothing may follow a `#`; write %23 if it belongs to the password");
        }
        let folder = match url.path().trim_start_matches('/') {
            "" => "INBOX".to_owned(),
            path => folder(&decoded(path)?)?,
        };
        Ok(Self {
            port: url.port().unwrap_or(if is_encrypted { 993 } else { 143 }),
            host,
            is_encrypted,
            user,
            password: password.into(),
            folder,
            after: after(&url)?,
            authorities: Vec::new(),
            first_run: FirstRun::New,
            poll_interval: Duration::from_secs(2 * 60),
            lease: LONGEST_LEASE,
        })
    }
}

fn host(url: &Url) -> Result<String, ImapSettingsError> {
    // IPv6 addresses without their brackets: the resolver wants them bare.
    match url.host() {
        Some(Host::Ipv6(address)) => Ok(address.to_string()),
        Some(host) if !host.to_string().is_empty() => Ok(host.to_string()),
        _ => refuse("the name of the server is missing"),
    }
}

fn is_encrypted(url: &Url, host: &str) -> Result<bool, ImapSettingsError> {
    let is_local = host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    match url.scheme() {
        "imaps" => Ok(true),
        "imap" if is_local => Ok(false),
        "imap" => refuse("imap:// would send the password without encryption to another machine; write imaps://"),
        _ => refuse("it must begin with imaps://"),
    }
}

fn after(url: &Url) -> Result<After, ImapSettingsError> {
    let mut after = After::Seen;
    for (key, value) in url.query_pairs() {
        if key != "after" {
            return refuse(&format!("`{key}` is unknown, only `after` may follow the question mark"));
        }
        after = match (value.as_ref(), value.strip_prefix("move:")) {
            ("seen", _) => After::Seen,
            ("delete", _) => After::Delete,
            (_, Some(name)) if !name.is_empty() => After::Move(folder(name)?),
            _ => return refuse("`after` must be seen, delete or move:FOLDER"),
        };
    }
    Ok(after)
}

fn folder(name: &str) -> Result<String, ImapSettingsError> {
    if name.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        return Ok(name.to_owned());
    }
    refuse("write a folder's name as the server does: letters beyond ASCII in modified UTF-7, such as Entw&APw-rfe")
}

fn decoded(text: &str) -> Result<String, ImapSettingsError> {
    match percent_decode_str(text).decode_utf8() {
        Ok(text) if !text.contains(['\r', '\n', '\0']) => Ok(text.into_owned()),
        Ok(_) => refuse("user name, password and folder are on one line"),
        Err(_) => refuse("user name, password and folder must be UTF-8, percent-encoded"),
    }
}

fn refuse<T>(why: &str) -> Result<T, ImapSettingsError> {
    Err(ImapSettingsError::Url(why.to_owned()))
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn the_url_says_which_mailbox_and_what_happens_to_its_mails() {
        let entw = After::Move("Entw&APw-rfe".to_owned());
        for (url, account, folder, after) in [
            ("imaps://u:p@mail.example.com", "u@mail.example.com:993", "INBOX", After::Seen),
            ("imaps://u:p@mail.example.com:1993/INBOX?after=seen", "u@mail.example.com:1993", "INBOX", After::Seen),
            ("imap://u:p@127.0.0.1/a%20b/c?after=delete", "u@127.0.0.1:143", "a b/c", After::Delete),
            ("imap://u%40x.example:p@[::1]:1143/?after=move:Entw%26APw-rfe", "u@x.example@::1:1143", "INBOX", entw),
        ] {
            let settings = ImapSettings::parse(url).unwrap();
            let read = settings.mailbox_folder();
            assert_eq!(
                (read.account.as_str(), read.folder.as_str(), settings.after),
                (account, folder, after),
                "{url}"
            );
        }
    }

    #[test]
    fn the_password_is_decoded_and_not_shown() {
        let settings = ImapSettings::parse("imaps://u:h%C3%BCnter%2F2@h").unwrap();
        assert_eq!(settings.password.expose_secret(), "hünter/2");
        assert!(!format!("{settings:?}").contains("hünter"), "{settings:?}");
    }

    #[test]
    fn what_cannot_be_meant_is_refused_in_words_and_without_the_password() {
        for (url, why) in [
            ("mail.example.com", "percent-encoded"),
            ("https://u:hunter2@h", "begin with imaps://"),
            ("imap://u:hunter2@mail.example.com", "without encryption"),
            ("imaps://", "name of the server"),
            ("imaps://h", "user name is missing"),
            ("imaps://u@h", "password is missing"),
            ("imaps://u:hunter2%0A@h", "on one line"),
            ("imaps://u:hunter2%FF@h", "UTF-8"),
            ("imaps://u:hunter2@h#x", "%23"),
            ("imaps://u:hunter2@h/Entw%C3%BCrfe", "modified UTF-7"),
            ("imaps://u:hunter2@h?after=burn", "seen, delete or move"),
            ("imaps://u:hunter2@h?after=move:", "seen, delete or move"),
            ("imaps://u:hunter2@h?folder=INBOX", "`folder` is unknown"),
        ] {
            let refusal = ImapSettings::parse(url).unwrap_err().to_string();
            assert!(refusal.contains(why) && !refusal.contains("hunter2"), "{url}: {refusal}");
        }
    }
}
