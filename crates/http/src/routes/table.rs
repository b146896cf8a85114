//! Every route in one row: method, path, handler, who may, what an API key must be good for, whose slots it takes, which rate limits
//! count it. The layers enforce the row; a handler that is registered past this table is never reached.
//!
//! `access` is what the authentication layer demands, whatever the request is about. Where the domain must answer 404 for what the caller may not see,
//! the row says [`SignedIn`](Access::SignedIn) and the use case decides.

use deskhand_domain::permissions::{Denied, KeyAccess};
use deskhand_domain::use_cases::Admission;
use deskhand_http_core::admission::Lane;
use deskhand_http_core::auth::TokenSource;
use deskhand_http_core::rate_limit::Limit;
use deskhand_http_core::routing::Access;

use super::route::{Docs, Route};
use crate::endpoints::{
    account, api_keys, docs, events, export, files, incoming_mail, outbox, reports, security, sessions, system,
    tickets, users, webhooks,
};

use Access::{Admins, Public, SignedIn, Staff};
use KeyAccess::{DeliverMail, Read, RegisterStaff, SessionOnly, Write};

/// A probe never waits for the load.
const NO_SLOT: Option<Lane> = None;
const READS: Option<Lane> = Some(Lane::Read);
const CHANGES: Option<Lane> = Some(Lane::Change);
/// It hashes a password, or may. The hasher has a queue of its own; meanwhile no slot for changes is held.
const HASHES: Option<Lane> = Some(Lane::Hash);

const UNLIMITED: &[Limit] = &[];
const SIGN_UP: &[Limit] = &[Limit::SignUp, Limit::Writes];
const SIGN_IN: &[Limit] = &[Limit::SignInAddress, Limit::SignIn];
const CODE: &[Limit] = &[Limit::SignInAddress];
const SESSION: &[Limit] = &[Limit::Refresh];
const MAIL: &[Limit] = &[Limit::Mail];
const LINK: &[Limit] = &[Limit::Link];
const WRITES: &[Limit] = &[Limit::Writes];
const PASSWORD: &[Limit] = &[Limit::Writes, Limit::NewPassword];

macro_rules! route {
    ($method:ident $path:literal, $($handler:ident)::+, $access:expr, $key:expr, $lane:expr, $limits:expr) => {
        Route {
            method: stringify!($method),
            path: $path,
            access: $access,
            key: $key,
            lane: $lane,
            limits: $limits,
            is_file: false,
            leads_browsers: false,
            denied: None,
            account_parameter: None,
            admission: Admission::Enrolled,
            token: TokenSource::Header,
            register: |config| {
                config.service($($handler)::+);
            },
            docs: || Docs::of(&$($handler)::+),
        }
    };
}

/// The table.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    route!(GET    "/healthz",                               system::healthz,               Public,   Read,        NO_SLOT, UNLIMITED),
    route!(GET    "/readyz",                                system::readyz,                Public,   Read,        NO_SLOT, UNLIMITED),
    route!(GET    "/metrics",                               system::show_metrics,          Public,   Read,        NO_SLOT, UNLIMITED),
    route!(GET    "/.well-known/security.txt",              system::show_security_txt,     Public,   Read,        NO_SLOT, UNLIMITED),
    route!(GET    "/docs",                                  docs::docs_page,               Public,   Read,        NO_SLOT, UNLIMITED),
    route!(GET    "/docs/app.js",                           docs::docs_script,             Public,   Read,        NO_SLOT, UNLIMITED),
    route!(GET    "/docs/style.css",                        docs::docs_style,              Public,   Read,        NO_SLOT, UNLIMITED),
    route!(GET    "/openapi.json",                          system::openapi_json_at_root,  Public,   Read,        NO_SLOT, UNLIMITED),
    route!(GET    "/api/v1/openapi.json",                   system::openapi_json,          Public,   Read,        READS,   UNLIMITED),

    route!(POST   "/api/v1/auth/signup",                    account::sign_up,              Public,   RegisterStaff, HASHES, SIGN_UP),
    route!(POST   "/api/v1/auth/signin",                    account::sign_in,              Public,   Write,       HASHES,  SIGN_IN),
    route!(POST   "/api/v1/auth/second-factor",             account::sign_in_with_code,    Public,   Write,       CHANGES, CODE),
    route!(POST   "/api/v1/auth/refresh",                   account::refresh_session,      Public,   Write,       CHANGES, SESSION),
    route!(POST   "/api/v1/auth/signout",                   account::sign_out,             Public,   Write,       CHANGES, SESSION),
    route!(POST   "/api/v1/auth/email/verify",              account::verify_email,         Public,   Write,       CHANGES, LINK),
    route!(POST   "/api/v1/auth/email/undo",                account::undo_email_change,    Public,   Write,       CHANGES, LINK),
    route!(POST   "/api/v1/auth/email/resend",              account::resend_verification,  Public,   Write,       CHANGES, MAIL),
    route!(POST   "/api/v1/auth/password/forgot",           account::forgot_password,      Public,   Write,       CHANGES, MAIL),
    route!(POST   "/api/v1/auth/password/reset",            account::reset_password,       Public,   Write,       HASHES,  LINK),


    route!(GET    "/api/v1/me",                             account::show_me,              SignedIn, Read,        READS,   UNLIMITED).before_enrolment(),
    route!(PATCH  "/api/v1/me",                             account::update_me,            SignedIn, SessionOnly, HASHES,  WRITES),
    route!(PUT    "/api/v1/me/password",                    account::change_password,      SignedIn, SessionOnly, HASHES,  PASSWORD),
    route!(POST   "/api/v1/me/second-factor",               account::enrol_second_factor,  SignedIn, SessionOnly, HASHES,  WRITES).before_enrolment(),
    route!(POST   "/api/v1/me/second-factor/confirm",       account::confirm_second_factor, SignedIn, SessionOnly, CHANGES, WRITES).before_enrolment(),
    route!(DELETE "/api/v1/me/second-factor",               account::remove_second_factor, SignedIn, SessionOnly, HASHES,  WRITES).before_enrolment(),

    route!(GET    "/api/v1/me/sessions",                    sessions::list_sessions,       SignedIn, Read,        READS,   UNLIMITED),
    route!(DELETE "/api/v1/me/sessions",                    sessions::end_other_sessions,  SignedIn, SessionOnly, HASHES,  WRITES),
    route!(DELETE "/api/v1/me/sessions/{session}",          sessions::end_session,         SignedIn, SessionOnly, HASHES,  WRITES),

    route!(GET    "/api/v1/api-keys",                       api_keys::list_api_keys,       SignedIn, Read,        READS,   UNLIMITED),
    route!(POST   "/api/v1/api-keys",                       api_keys::make_api_key,        SignedIn, SessionOnly, HASHES,  WRITES),
    route!(GET    "/api/v1/api-keys/{key}",                 api_keys::show_api_key,        SignedIn, Read,        READS,   UNLIMITED),
    route!(DELETE "/api/v1/api-keys/{key}",                 api_keys::revoke_api_key,      SignedIn, SessionOnly, CHANGES, WRITES),

    route!(GET    "/api/v1/users",                          users::list_people,            Staff,    Read,        READS,   UNLIMITED).denied(Denied::Role),
    route!(POST   "/api/v1/users",                          users::create_person,          Admins,   Write,       HASHES,  WRITES),
    route!(GET    "/api/v1/users/{user}",                   users::show_person,            SignedIn, Read,        READS,   UNLIMITED),
    route!(PATCH  "/api/v1/users/{user}",                   users::update_person,          SignedIn, Write,       CHANGES, WRITES).account("user"),
    route!(DELETE "/api/v1/users/{user}",                   users::remove_person,          SignedIn, Write,       CHANGES, WRITES).account("user"),
    route!(DELETE "/api/v1/users/{user}/second-factor",     users::remove_second_factor_of, SignedIn, SessionOnly, CHANGES, WRITES),
    route!(GET    "/api/v1/users/{user}/tickets",           users::list_tickets_of,        SignedIn, Read,        READS,   UNLIMITED),

    route!(GET    "/api/v1/reports/resolved.csv",           reports::report_resolved,      Staff,    Read,        READS,   UNLIMITED),
    route!(GET    "/api/v1/reports/summary",                reports::report_summary,       Staff,    Read,        READS,   UNLIMITED),
    route!(GET    "/api/v1/export/tickets",                 export::export_tickets,        Admins,   Read,        CHANGES, UNLIMITED),

    route!(POST   "/api/v1/tickets",                        tickets::open_ticket,          SignedIn, Write,       CHANGES, WRITES),
    route!(GET    "/api/v1/tickets",                        tickets::list_tickets,         SignedIn, Read,        READS,   UNLIMITED),
    route!(POST   "/api/v1/tickets/bulk",                   tickets::change_many_tickets,  SignedIn, Write,       CHANGES, WRITES),
    route!(GET    "/api/v1/tickets/{ticket}",               tickets::show_ticket,          SignedIn, Read,        READS,   UNLIMITED).leads_browsers(),
    route!(PATCH  "/api/v1/tickets/{ticket}",               tickets::update_ticket,        SignedIn, Write,       CHANGES, WRITES),
    route!(DELETE "/api/v1/tickets/{ticket}",               tickets::delete_ticket,        SignedIn, Write,       CHANGES, WRITES),
    route!(POST   "/api/v1/tickets/{ticket}/take",          tickets::take_ticket,          SignedIn, Write,       CHANGES, WRITES),
    route!(GET    "/api/v1/tickets/{ticket}/messages",      tickets::list_messages,        SignedIn, Read,        READS,   UNLIMITED),
    route!(POST   "/api/v1/tickets/{ticket}/messages",      tickets::post_message,         SignedIn, Write,       CHANGES, WRITES),
    route!(GET    "/api/v1/tickets/{ticket}/messages/{message}", tickets::show_message,    SignedIn, Read,        READS,   UNLIMITED),
    route!(GET    "/api/v1/tickets/{ticket}/history",       tickets::list_history,         SignedIn, Read,        READS,   UNLIMITED),
    route!(GET    "/api/v1/tickets/{ticket}/assignment",    tickets::explain_assignment,   SignedIn, Read,        READS,   UNLIMITED),
    route!(GET    "/api/v1/tickets/{ticket}/notifications", tickets::list_receipts,        SignedIn, Read,        READS,   UNLIMITED),
    route!(GET    "/api/v1/tickets/{ticket}/followers",     tickets::list_followers,       SignedIn, Read,        READS,   UNLIMITED),
    route!(PUT    "/api/v1/tickets/{ticket}/followers/{user}", tickets::add_follower,      SignedIn, Write,       CHANGES, WRITES),
    route!(DELETE "/api/v1/tickets/{ticket}/followers/{user}", tickets::remove_follower,   SignedIn, Write,       CHANGES, WRITES),
    route!(PUT    "/api/v1/tickets/{ticket}/mute",          tickets::mute_ticket,          SignedIn, Write,       CHANGES, WRITES),
    route!(DELETE "/api/v1/tickets/{ticket}/mute",          tickets::unmute_ticket,        SignedIn, Write,       CHANGES, WRITES),
    route!(PUT    "/api/v1/tickets/{ticket}/rating",        tickets::rate_ticket,          SignedIn, Write,       CHANGES, WRITES),

    route!(POST   "/api/v1/files",                          files::upload_file,            SignedIn, Write,       CHANGES, WRITES),
    route!(GET    "/api/v1/tickets/{ticket}/attachments/{attachment}", files::download_attachment, SignedIn, Read, READS, UNLIMITED).file(),
    route!(DELETE "/api/v1/tickets/{ticket}/attachments/{attachment}", files::remove_attachment, SignedIn, Write, CHANGES, WRITES),
    route!(POST   "/api/v1/tickets/{ticket}/attachments/{attachment}/link", files::link_attachment, SignedIn, Read, READS, WRITES),
    route!(GET    "/f/{link}",                              files::download_by_link,       Public,   Read,        READS,   UNLIMITED).file(),

    route!(POST   "/api/v1/mail",                           incoming_mail::deliver_mail,   Admins,   DeliverMail, CHANGES, UNLIMITED),
    route!(GET    "/api/v1/mail/in",                        incoming_mail::list_incoming_mail, Staff, Read,      READS,   UNLIMITED),
    route!(GET    "/api/v1/mail/in/{incoming}",             incoming_mail::show_incoming_mail, Staff, Read,      READS,   UNLIMITED),
    route!(GET    "/api/v1/mail/in/{incoming}/raw",         incoming_mail::download_raw_mail, Admins, Read,      CHANGES, UNLIMITED).file(),
    route!(POST   "/api/v1/mail/in/{incoming}/decision",    incoming_mail::decide_incoming_mail, Staff, Write,   CHANGES, WRITES),
    route!(POST   "/api/v1/mail/in/{incoming}/retry",       incoming_mail::retry_incoming_mail, Staff, Write,    CHANGES, WRITES),

    route!(GET    "/api/v1/admin/outbox",                   outbox::list_mail,             Admins,   Read,        READS,   UNLIMITED),
    route!(POST   "/api/v1/admin/outbox/{mail}/retry",      outbox::retry_mail,            Admins,   Write,       CHANGES, WRITES),

    route!(GET    "/api/v1/admin/security-events",          security::list_security_events, Admins,  Read,        READS,   UNLIMITED),

    route!(POST   "/api/v1/webhooks",                       webhooks::create_webhook,      Admins,   Write,       CHANGES, WRITES),
    route!(GET    "/api/v1/webhooks",                       webhooks::list_webhooks,       Admins,   Read,        READS,   UNLIMITED),
    route!(GET    "/api/v1/webhooks/{webhook}",             webhooks::show_webhook,        Admins,   Read,        READS,   UNLIMITED),
    route!(PATCH  "/api/v1/webhooks/{webhook}",             webhooks::update_webhook,      Admins,   Write,       CHANGES, WRITES),
    route!(DELETE "/api/v1/webhooks/{webhook}",             webhooks::remove_webhook,      Admins,   Write,       CHANGES, WRITES),
    route!(POST   "/api/v1/webhooks/{webhook}/secret",      webhooks::rotate_webhook_secret, Admins, Write,       CHANGES, WRITES),
    route!(POST   "/api/v1/webhooks/{webhook}/test",        webhooks::test_webhook,        Admins,   Write,       CHANGES, WRITES),
    route!(POST   "/api/v1/webhooks/{webhook}/redeliver",   webhooks::redeliver_since,     Admins,   Write,       CHANGES, WRITES),
    route!(GET    "/api/v1/webhooks/{webhook}/deliveries",  webhooks::list_deliveries,     Admins,   Read,        READS,   UNLIMITED),
    route!(GET    "/api/v1/webhooks/{webhook}/deliveries/{delivery}", webhooks::show_delivery, Admins, Read,      READS,   UNLIMITED),
    route!(POST   "/api/v1/webhooks/{webhook}/deliveries/{delivery}/redeliver", webhooks::redeliver_one, Admins, Write, CHANGES, WRITES),

    route!(GET    "/api/v1/events",                         events::list_events,           SignedIn, Read,        READS,   UNLIMITED),
    route!(POST   "/api/v1/events/ticket",                  events::issue_ticket,          SignedIn, SessionOnly, CHANGES, WRITES),
    route!(GET    "/api/v1/events/stream",                  events::stream_events,         SignedIn, Read,        READS,   UNLIMITED).ticket_in_query(),
    route!(GET    "/api/v1/events/ws",                      events::open_socket,           SignedIn, Read,        READS,   UNLIMITED).token_in_protocols(),
];
