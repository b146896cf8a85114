/// How much mail came in, as far as the caps ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailVolume {
    /// Tickets that this sender opened by mail within the last hour.
    pub opened_by_sender: u32,
    /// Tickets that all senders without an account opened by mail within the last day.
    pub opened_by_strangers: u32,
    /// Messages that came by mail on the ticket within the last hour.
    pub posted_on_ticket: u32,
    /// Times that mail reopened the ticket within the last day.
    pub reopened_ticket: u32,
    /// Receipts to this sender within the last hour.
    pub receipts_to_sender: u32,
    /// Receipts to this sender for a mail with the same subject within the last 10 minutes.
    pub receipts_for_subject: u32,
}

/// How much mail is taken in by itself. Without caps, two robots that answer each other would fill the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailCaps {
    /// Tickets that one sender opens by mail within an hour; 20 by default.
    pub opened_by_sender: u32,
    /// Tickets that all senders without an account open by mail within a day; 200 by default.
    pub opened_by_strangers: u32,
    /// Messages by mail on one ticket within an hour; 30 by default.
    pub posted_on_ticket: u32,
    /// Times that mail reopens one ticket within a day; 5 by default.
    pub reopened_ticket: u32,
    /// Receipts to one sender within an hour; 5 by default.
    pub receipts_to_sender: u32,
}

impl Default for MailCaps {
    fn default() -> Self {
        Self {
            opened_by_sender: 20,
            opened_by_strangers: 200,
            posted_on_ticket: 30,
            reopened_ticket: 5,
            receipts_to_sender: 5,
        }
    }
}

impl MailCaps {
    /// Whether one more ticket would be too many.
    #[must_use]
    pub const fn forbid_opening(&self, volume: &MailVolume, is_by_stranger: bool) -> bool {
        volume.opened_by_sender >= self.opened_by_sender
            || (is_by_stranger && volume.opened_by_strangers >= self.opened_by_strangers)
    }

    /// Whether one more message on the ticket would be too many. Of a machine, a third as many are.
    #[must_use]
    pub const fn forbid_posting(&self, volume: &MailVolume, is_by_machine: bool) -> bool {
        volume.posted_on_ticket >= if is_by_machine { self.posted_on_ticket.div_ceil(3) } else { self.posted_on_ticket }
    }

    /// Whether it would be too many to reopen the ticket once more. Of a machine, two less are.
    #[must_use]
    pub const fn forbid_reopening(&self, volume: &MailVolume, is_by_machine: bool) -> bool {
        volume.reopened_ticket >= self.reopened_ticket.saturating_sub(if is_by_machine { 2 } else { 0 })
    }

    /// Whether one more receipt would be too many: five an hour, and one for the same subject within ten minutes.
    #[must_use]
    pub const fn forbid_receipt(&self, volume: &MailVolume) -> bool {
        volume.receipts_to_sender >= self.receipts_to_sender || volume.receipts_for_subject > 0
    }
}
