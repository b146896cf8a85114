//! When the server misbehaves.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::misbehavior::{Misbehavior, Moment};

#[derive(Debug)]
struct Order {
    moment: Moment,
    /// Only for this recipient, where one is named.
    recipient: Option<String>,
    misbehavior: Misbehavior,
    once: bool,
}

/// The planned misbehavior, in the order in which tests added it.
#[derive(Debug, Default)]
pub(super) struct Script(Mutex<Vec<Order>>);

impl Script {
    pub(super) fn add(&self, moment: Moment, recipient: Option<&str>, misbehavior: Misbehavior, once: bool) {
        self.orders().push(Order { moment, recipient: recipient.map(str::to_owned), misbehavior, once });
    }

    pub(super) fn clear(&self) {
        self.orders().clear();
    }

    /// The first order that fits now, if any. An order for one time is removed by it.
    pub(super) fn due(&self, moment: Moment, recipient: Option<&str>) -> Option<Misbehavior> {
        let mut orders = self.orders();
        let fits = |order: &Order| {
            order.moment == moment && (order.recipient.is_none() || order.recipient.as_deref() == recipient)
        };
        let index = orders.iter().position(fits)?;
        let order = orders.get(index)?;
        let misbehavior = order.misbehavior.clone();
        if order.once {
            orders.remove(index);
        }
        Some(misbehavior)
    }

    fn orders(&self) -> MutexGuard<'_, Vec<Order>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
