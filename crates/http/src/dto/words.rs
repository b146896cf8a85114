//! Words of the API that are of no one type of the domain.

/// The ways by which messages come.
pub(crate) const VIA: [&str; 2] = ["api", "mail"];

/// What would become of a mail by itself.
pub(crate) const VERDICTS: [&str; 8] = ["request", "response", "note", "open", "hold", "record", "bounce", "drop"];

/// What becomes of a mail that is held.
pub(crate) const DECISIONS: [&str; 5] = ["take", "note", "open", "follow", "reject"];

/// What a single ticket can embed.
pub(crate) const PARTS: [&str; 4] = ["messages", "history", "assignment", "files"];

/// The fields of a ticket, without what it can embed.
pub(crate) const TICKET_FIELDS: [&str; 24] = [
    "id",
    "number",
    "title",
    "description",
    "priority",
    "status",
    "awaiting",
    "reporter",
    "assignee",
    "taken_at",
    "first_response_at",
    "resolved_at",
    "closed_at",
    "reopen_count",
    "rating",
    "follow_up_of",
    "followers",
    "message_count",
    "created_at",
    "updated_at",
    "version",
    "attachments",
    "muted",
    "allowed_actions",
];
