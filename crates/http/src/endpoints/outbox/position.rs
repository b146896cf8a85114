use deskhand_domain::ports::{MailPosition, MailView};

use crate::extract::Position;

/// The position of the last mail of a page.
pub(crate) fn position_of_mail(last: &MailView) -> Position {
    let row = MailPosition::of(last);
    Position { value: row.created_at, id: row.id.as_uuid() }
}
