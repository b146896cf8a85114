//! The index of the use cases: one handle per area. Each use case is a method, in the file of its name.

use super::UseCases;

macro_rules! handles {
    ($($(#[doc = $doc:literal])* $method:ident -> $handle:ident;)*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Copy)]
            pub struct $handle<'desk> {
                pub(crate) desk: &'desk UseCases,
            }
        )*

        impl UseCases {
            $(
                $(#[doc = $doc])*
                #[must_use]
                pub const fn $method(&self) -> $handle<'_> {
                    $handle { desk: self }
                }
            )*
        }
    };
}

handles! {
    /// Tickets: open, update, post a message, take, mute, follow, rate, delete; change many; list, show, messages, history,
    /// explain the assignment.
    tickets -> Tickets;
    /// What the caller typed and did not send yet: keep, list, find, discard.
    drafts -> Drafts;
    /// The caller's views of the list of tickets: keep, list, discard.
    saved_views -> SavedViews;
    /// Files: upload, read, make a link, remove; delete what no message has, compare rows with bytes.
    files -> Files;
    /// One's own account: sign up, sign in, sign out, refresh the session, change the password;
    /// list and end sessions; authenticate a request.
    accounts -> Accounts;
    /// Links in mails: request one, answer the requests, check one; verify an address, set a password without the old
    /// one.
    email_links -> EmailLinks;
    /// Accounts: create, update, remove, list, show; update one's own; appoint a superadmin.
    users -> Users;
    /// API keys: create, list, show, revoke.
    api_keys -> ApiKeys;
    /// The outbox: claim, deliver, retry; list, count, the mails about a ticket.
    mail -> OutboxMail;
    /// Mail that comes in: take in, claim, understand; list, show, decide; explain what becomes of one.
    incoming_mail -> IncomingMails;
    /// Mailboxes that mail is fetched from: claim one, advance its cursor, release it.
    mailboxes -> Mailboxes;
    /// Reports: the resolved tickets and the summary of a period.
    reports -> Reports;
    /// The event feed: list, count, read after a position.
    events -> Events;
    /// The security log: list it, note refusals, store those that were summed up.
    security -> Security;
    /// Moves a desk: export all, import records.
    transfer -> Transfer;
    /// Webhooks: create, update, rotate the key, test, remove; list, the deliveries, send them again; queue events, claim, deliver.
    webhooks -> Webhooks;
    /// Background tasks: close resolved tickets, assign the backlog, purge expired data, prepare a restored store.
    maintenance -> MaintenanceTasks;
}
