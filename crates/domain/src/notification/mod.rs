//! Who gets which mail: pure, from the facts of one change to one mail for each recipient (docs/domain.md section 7).

mod audience;
mod budget;
mod digest;
mod entitlement;
mod gathering;
mod held_mail;
mod mail;
mod morning;
mod mutable_kinds;
mod recipients;
mod reply_address;
mod turn;
mod unreachable;

pub use crate::mail::{Frequency, MailKind, MailState};
pub use audience::{Audience, Contact};
pub use budget::{LetterBudget, LetterBudgets};
pub use digest::{DIGEST_WINDOW, MOST_NEWS, NewsDelivery, RecentNews};
pub use entitlement::still_entitled;
pub use gathering::{MOST_GATHERED, MOST_IN_DIGEST, RecentLetter, gather, gather_digest, next_report};
pub use held_mail::plan_held_mail;
pub use mail::{Mail, MailLine, Reason, SYSTEM_NAME, TicketGlance};
pub use mutable_kinds::mutable_kinds;
pub use recipients::{PlannedMail, plan_account_mails, plan_ticket_mails};
pub use reply_address::{MailIn, ReplyClaim, ReplyPattern, ReplySubject, ReplyTag};
pub use turn::{TURN, next_turn};
pub(crate) use unreachable::LOOKED_BACK;
pub use unreachable::is_unreachable;
