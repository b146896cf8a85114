//! Tickets: opening, finding, changing, moving and handing them out, and talking about them.

mod allowed_actions;
mod assignment;
mod assignment_model;
mod concurrency;
mod conversation;
mod deleting;
mod dry_runs;
mod followers;
mod giving_back;
mod handing_back;
mod history;
mod listing;
mod moves;
mod naive;
mod notes;
mod opening;
mod overtaken;
mod paging;
mod policies;
mod reopening;
mod rights_by_policy;
mod search;
mod updating;
mod varied;
mod versions;
mod visibility;
