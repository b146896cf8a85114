use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;
use deskhand_domain::IncomingMailId;
use deskhand_domain::incoming::{ArrivedMail, TakenState};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::TakenIn;
use deskhand_mail_in::{Intake, IntakeError};
use tokio::sync::{Semaphore, watch};
use uuid::Uuid;

/// The most bytes of a mail in these tests.
pub(crate) const MOST_BYTES: u64 = 10_000;

/// More mails than any test has.
const OPEN: usize = 1_000_000;

/// Keeps mails in a list, and fails as a test says.
pub(crate) struct FakeIntake {
    mails: Mutex<Vec<ArrivedMail>>,
    failures: Mutex<VecDeque<IntakeError>>,
    gate: Semaphore,
    tries: watch::Sender<usize>,
}

impl Default for FakeIntake {
    fn default() -> Self {
        Self {
            mails: Mutex::default(),
            failures: Mutex::default(),
            gate: Semaphore::new(OPEN),
            tries: watch::Sender::new(0),
        }
    }
}

impl FakeIntake {
    pub(crate) fn mails(&self) -> Vec<ArrivedMail> {
        lock(&self.mails).clone()
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        self.mails().into_iter().map(|mail| String::from_utf8(mail.raw).unwrap()).collect()
    }

    /// What the next mails meet in the place of being stored.
    pub(crate) fn fail_next(&self, failures: impl IntoIterator<Item = IntakeError>) {
        lock(&self.failures).extend(failures);
    }

    /// From now on mails wait in the middle of being stored.
    pub(crate) fn close_gate(&self) {
        self.gate.forget_permits(OPEN);
    }

    pub(crate) fn open_gate(&self) {
        self.let_through(OPEN);
    }

    /// Lets so many of them be stored.
    pub(crate) fn let_through(&self, count: usize) {
        self.gate.add_permits(count);
    }

    /// Waits until so many mails were handed over, stored or not.
    pub(crate) async fn tried(&self, count: usize) {
        self.tries.subscribe().wait_for(|tries| *tries >= count).await.unwrap();
    }
}

#[async_trait]
impl Intake for FakeIntake {
    async fn take_in(&self, mail: ArrivedMail) -> Result<TakenIn, IntakeError> {
        self.tries.send_modify(|tries| *tries += 1);
        self.gate.acquire().await.unwrap().forget();
        if let Some(failure) = lock(&self.failures).pop_front() {
            return Err(failure);
        }
        let mut mails = lock(&self.mails);
        if let Some(n) = mails.iter().position(|known| known.raw == mail.raw) {
            return Ok(TakenIn::Known { id: id(n), state: TakenState::Waiting });
        }
        mails.push(mail);
        Ok(TakenIn::New(id(mails.len() - 1)))
    }

    fn accepts(&self, recipient: &EmailAddress) -> bool {
        recipient.mailbox() == "support@desk.example"
    }

    fn most_bytes(&self) -> u64 {
        MOST_BYTES
    }
}

fn id(n: usize) -> IncomingMailId {
    IncomingMailId::new(Uuid::from_u128(n as u128))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap()
}
