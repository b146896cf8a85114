//! Who gets which mail: pure, from the facts of one change to one mail for each recipient (docs/domain.md section 7).

mod audience;
mod mail;
mod recipients;

pub use crate::mail::{MailKind, MailState};
pub use audience::{Audience, Contact};
pub use mail::{Mail, MailLine, Reason};
pub use recipients::{PlannedMail, plan_account_mails, plan_ticket_mails, still_entitled};
