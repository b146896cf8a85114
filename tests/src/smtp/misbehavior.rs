//! What a server can do instead of its duty, and when.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A step of the conversation at which the server can misbehave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Right after the connection.
    Greeting,
    /// When a sender is named.
    Sender,
    /// When a recipient is named.
    Recipient,
    /// When the client asks to send the mail.
    Data,
    /// When the whole mail is there.
    FinalDot,
}

/// What it does instead. A mail that was handed over before silence or a cut counts as received, as it would with a
/// server that dies after it has stored the mail; one that is answered with an error does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misbehavior {
    /// Answers with this code and text.
    Answer(u16, String),
    /// Never answers, and keeps the connection.
    Silence,
    /// Drops the connection without an answer.
    Cut,
    /// Does its duty, but lets this long pass before each byte of the answer.
    Drip(Duration),
}

impl Misbehavior {
    /// An answer such as `550 no such user`.
    #[must_use]
    pub fn answer(code: u16, text: &str) -> Self {
        Self::Answer(code, text.to_owned())
    }
}

#[derive(Debug)]
struct Order {
    moment: Moment,
    /// Only for this recipient, where one is named.
    recipient: Option<String>,
    misbehavior: Misbehavior,
    once: bool,
}

/// What the server is told to do, in the order in which it was told.
#[derive(Debug, Default)]
pub(super) struct Script(Mutex<Vec<Order>>);

impl Script {
    pub(super) fn add(&self, moment: Moment, recipient: Option<&str>, misbehavior: Misbehavior, once: bool) {
        self.orders().push(Order { moment, recipient: recipient.map(str::to_owned), misbehavior, once });
    }

    pub(super) fn clear(&self) {
        self.orders().clear();
    }

    /// What to do now, if anything. An order for one time is used up by it.
    pub(super) fn due(&self, moment: Moment, recipient: Option<&str>) -> Option<Misbehavior> {
        let mut orders = self.orders();
        let fits = |order: &Order| {
            order.moment == moment && (order.recipient.is_none() || order.recipient.as_deref() == recipient)
        };
        let place = orders.iter().position(fits)?;
        let order = orders.get(place)?;
        let misbehavior = order.misbehavior.clone();
        if order.once {
            orders.remove(place);
        }
        Some(misbehavior)
    }

    fn orders(&self) -> MutexGuard<'_, Vec<Order>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
