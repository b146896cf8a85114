//! Who is told what: pure, from the facts of one change to one notice for each recipient (domain.md section 7).

mod circle;
mod notice;
mod told;

pub use circle::{Circle, Contact};
pub use notice::{Notice, NoticeKind, NoticeLine, Reason};
pub use told::{Told, account_notices, still_entitled, ticket_notices};
