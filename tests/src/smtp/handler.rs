use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use mailin::response::{AUTH_OK, INVALID_CREDENTIALS, OK, START_DATA};
use mailin::{Handler, Response};
use tokio::sync::watch;

use super::ReceivedMail;
use super::misbehavior::{Misbehavior, Moment};
use super::script::Script;

/// State that all conversations of a server share.
pub(super) struct SharedState {
    pub(super) script: Script,
    pub(super) login: Option<(String, String)>,
    pub(super) mails: watch::Sender<Vec<ReceivedMail>>,
    /// The names that clients gave.
    pub(super) hellos: Mutex<Vec<String>>,
}

/// A misbehavior that the conversation loop must carry out, because the protocol library can't.
pub(super) type PendingMisbehavior = Arc<Mutex<Option<Misbehavior>>>;

/// Decides the answers within one conversation.
pub(super) struct TestHandler {
    pub(super) shared: Arc<SharedState>,
    pub(super) pending: PendingMisbehavior,
    pub(super) mail: ReceivedMail,
}

impl TestHandler {
    pub(super) fn new(shared: Arc<SharedState>, pending: PendingMisbehavior) -> Self {
        Self { shared, pending, mail: ReceivedMail { from: String::new(), to: Vec::new(), data: Vec::new() } }
    }

    fn answer(&self, moment: Moment, recipient: Option<&str>, normal: Response) -> Response {
        match self.shared.script.due(moment, recipient) {
            Some(Misbehavior::Answer(code, text)) => Response::custom(code, text),
            Some(other) => {
                self.pass_to_loop(other);
                normal
            }
            None => normal,
        }
    }

    fn pass_to_loop(&self, misbehavior: Misbehavior) {
        *self.pending.lock().unwrap_or_else(PoisonError::into_inner) = Some(misbehavior);
    }

    fn check_login(&self, user: &str, password: &str) -> Response {
        match &self.shared.login {
            Some((known, secret)) if known == user && secret == password => AUTH_OK,
            _ => INVALID_CREDENTIALS,
        }
    }
}

impl Handler for TestHandler {
    fn helo(&mut self, _ip: IpAddr, domain: &str) -> Response {
        self.shared.hellos.lock().unwrap_or_else(PoisonError::into_inner).push(domain.to_owned());
        self.answer(Moment::Hello, None, OK)
    }

    fn mail(&mut self, _ip: IpAddr, _domain: &str, from: &str) -> Response {
        self.mail = ReceivedMail { from: from.to_owned(), to: Vec::new(), data: Vec::new() };
        self.answer(Moment::Sender, None, OK)
    }

    fn rcpt(&mut self, to: &str) -> Response {
        let answer = self.answer(Moment::Recipient, Some(to), OK);
        if !answer.is_error {
            self.mail.to.push(to.to_owned());
        }
        answer
    }

    fn data_start(&mut self, _domain: &str, _from: &str, _is_8bit: bool, _to: &[String]) -> Response {
        self.answer(Moment::Data, None, START_DATA)
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        self.mail.data.extend_from_slice(line);
        Ok(())
    }

    /// Always OK for the protocol library, which would else stay within the mail; the loop sends the real answer.
    fn data_end(&mut self) -> Response {
        let misbehavior = self.shared.script.due(Moment::FinalDot, None);
        if !matches!(misbehavior, Some(Misbehavior::Answer(..))) {
            let mail = self.mail.clone();
            self.shared.mails.send_modify(|mails| mails.push(mail));
        }
        if let Some(misbehavior) = misbehavior {
            self.pass_to_loop(misbehavior);
        }
        OK
    }

    fn auth_plain(&mut self, _authorization: &str, user: &str, password: &str) -> Response {
        self.check_login(user, password)
    }

    fn auth_login(&mut self, user: &str, password: &str) -> Response {
        self.check_login(user, password)
    }
}
