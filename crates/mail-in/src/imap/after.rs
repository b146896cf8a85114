/// What happens to a mail in the mailbox when it was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// It is marked as read.
    Seen,
    /// It is moved into this folder.
    Move(String),
    /// It is deleted.
    Delete,
}

/// Which mails count when a folder is read for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstRun {
    /// Those that arrive from then on.
    New,
    /// Those that are not marked as read, and those that arrive from then on.
    Unseen,
    /// All.
    All,
}
