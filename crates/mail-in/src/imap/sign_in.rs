use secrecy::ExposeSecret;

use super::condition::{Condition, Status, upper_words};
use super::connection::{Connection, quoted};
use super::fault::Fault;
use super::framing::Framing;
use super::response::Response;
use super::session::Session;
use super::settings::ImapSettings;
use super::stream::connect;
use super::time_limit::{COMMAND, within};

impl Session {
    /// Connects and signs in. Mails may have up to `most_bytes`.
    pub(super) async fn open(settings: &ImapSettings, most_bytes: u64) -> Result<Self, Fault> {
        let mut connection = Connection::new(connect(settings).await?, Framing::new(most_bytes));
        within(COMMAND, greeting(&mut connection)).await?;
        within(COMMAND, login(&mut connection, settings)).await?;
        let mut capabilities = Vec::new();
        let note = |response| {
            if let Response::Capability(words) = response {
                capabilities = words;
            }
        };
        connection.command("CAPABILITY", COMMAND, note).await?;
        Ok(Self { connection, capabilities })
    }
}

/// A server may forbid to send the password before it was greeted.
async fn greeting(connection: &mut Connection) -> Result<(), Fault> {
    let Response::Untagged(Condition { status, code, text }) = connection.next().await? else {
        return Err(Fault::Connection("it did not greet as an IMAP server does".to_owned()));
    };
    let words = code.filter(|(name, _)| name == "CAPABILITY").map(|(_, value)| upper_words(&value));
    if words.is_some_and(|words| words.iter().any(|word| word == "LOGINDISABLED")) {
        return Err(Fault::SignIn("it allows no sign-in with a password (LOGINDISABLED)".to_owned()));
    }
    match status {
        Status::Ok => Ok(()),
        _ => Err(Fault::Connection(format!("it does not serve us: {text}"))),
    }
}

/// A string in quotes has only ASCII. Others are literals, for which the server is asked first.
async fn login(connection: &mut Connection, settings: &ImapSettings) -> Result<(), Fault> {
    let (user, password) = (settings.user.as_str(), settings.password.expose_secret());
    let tag = if user.is_ascii() && password.is_ascii() {
        connection.begin(&format!("LOGIN {} {}", quoted(user), quoted(password))).await?
    } else {
        let tag = connection.begin(&format!("LOGIN {{{}}}", user.len())).await?;
        go_ahead(connection, &tag).await?;
        connection.send(&format!("{user} {{{}}}", password.len())).await?;
        go_ahead(connection, &tag).await?;
        connection.send(password).await?;
        tag
    };
    signed_in(connection.until_done(&tag, drop).await?)
}

async fn go_ahead(connection: &mut Connection, tag: &str) -> Result<(), Fault> {
    loop {
        match connection.next().await? {
            Response::Continue => return Ok(()),
            Response::Done { tag: done, condition } if done == tag => return signed_in(condition),
            _ => {}
        }
    }
}

/// What a server refuses because it is busy is no fault of the password (RFC 5530).
fn signed_in(condition: Condition) -> Result<(), Fault> {
    let is_busy = condition.code.is_some_and(|(name, _)| ["UNAVAILABLE", "INUSE", "LIMIT"].contains(&name.as_str()));
    match condition.status {
        Status::Ok => Ok(()),
        _ if is_busy => Err(Fault::Connection(format!("it can't sign us in now: {}", condition.text))),
        _ => Err(Fault::SignIn(condition.text)),
    }
}
