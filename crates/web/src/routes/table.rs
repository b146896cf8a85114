//! Every page in one row: method, path, handler, who may, whose slots it takes, which rate limits count it. The layers enforce the row.
//!
//! Where the domain must answer "not found" for what a person may not see, the row says [`SignedIn`](Access::SignedIn) and the use case
//! decides.

use actix_web::web;
use deskhand_domain::use_cases::Admission;
use deskhand_http_core::admission::Lane;
use deskhand_http_core::rate_limit::Limit;
use deskhand_http_core::routing::Access;

use super::route::PageRoute;
use crate::{
    account, assets, drafts, go, inbox, links, live, mail, people, portal, reports, settings, sign_in, ticket,
};

use Access::{Admins, Public, SignedIn, Staff, Superadmins};

const NO_SLOT: Option<Lane> = None;
const READS: Option<Lane> = Some(Lane::Read);
const CHANGES: Option<Lane> = Some(Lane::Change);
/// It hashes a password, or may.
const HASHES: Option<Lane> = Some(Lane::Hash);

const UNLIMITED: &[Limit] = &[];
const SIGN_UP: &[Limit] = &[Limit::SignUp, Limit::Writes];
const SIGN_IN: &[Limit] = &[Limit::SignInAddress, Limit::SignIn];
const CODE: &[Limit] = &[Limit::SignInAddress];
const MAIL: &[Limit] = &[Limit::Mail];
const LINK: &[Limit] = &[Limit::Link];
const PASSWORD: &[Limit] = &[Limit::Writes, Limit::NewPassword];
const WRITES: &[Limit] = &[Limit::Writes];

macro_rules! page {
    (GET $path:literal, $($rest:tt)*) => { page!(@ "GET", web::get(), $path, $($rest)*) };
    (POST $path:literal, $($rest:tt)*) => { page!(@ "POST", web::post(), $path, $($rest)*) };
    (@ $method:literal, $route:expr, $path:literal, $handler:expr, $access:expr, $lane:expr, $limits:expr) => {
        PageRoute {
            method: $method,
            path: $path,
            access: $access,
            lane: $lane,
            limits: $limits,
            by_link: false,
            for_scripts: false,
            admission: Admission::Enrolled,
            handler: || $route.to($handler),
        }
    };
}

/// The table.
#[rustfmt::skip]
pub const PAGES: &[PageRoute] = &[
    page!(GET  "/assets/{hash}/{file}",         assets::show_asset,             Public,   NO_SLOT, UNLIMITED),

    page!(GET  "/",                             portal::home,                   SignedIn, READS,   UNLIMITED),
    page!(GET  "/sign-in",                      sign_in::show_sign_in,          Public,   READS,   UNLIMITED),
    page!(POST "/sign-in",                      sign_in::sign_in,               Public,   HASHES,  SIGN_IN),
    page!(POST "/sign-in/code",                 sign_in::sign_in_with_code,     Public,   CHANGES, CODE),
    page!(POST "/sign-in/resend",               sign_in::resend_verification,   Public,   CHANGES, MAIL),
    page!(GET  "/sign-up",                      sign_in::show_sign_up,          Public,   READS,   UNLIMITED),
    page!(POST "/sign-up",                      sign_in::sign_up,               Public,   HASHES,  SIGN_UP),
    page!(GET  "/forgot",                       sign_in::show_forgot,           Public,   READS,   UNLIMITED),
    page!(POST "/forgot",                       sign_in::forgot,                Public,   CHANGES, MAIL),
    page!(POST "/sign-out",                     sign_in::sign_out,              SignedIn, CHANGES, WRITES).before_enrolment(),

    page!(GET  "/requests",                     portal::show_requests,          SignedIn, READS,   UNLIMITED),
    page!(GET  "/requests/new",                 portal::show_new_request,       SignedIn, READS,   UNLIMITED),
    page!(POST "/requests/new",                 portal::open_request,           SignedIn, CHANGES, WRITES),

    page!(GET  "/go",                           go::go,                         SignedIn, READS,   UNLIMITED),
    page!(GET  "/live",                         live::stream,                   SignedIn, NO_SLOT, UNLIMITED).for_scripts(),
    page!(POST "/drafts",                       drafts::keep,                   SignedIn, CHANGES, WRITES).for_scripts(),

    page!(GET  "/inbox",                        inbox::show_inbox,              Staff,    READS,   UNLIMITED),
    page!(POST "/inbox/views",                  inbox::save_view,               Staff,    CHANGES, WRITES),
    page!(POST "/inbox/views/delete",           inbox::delete_view,             Staff,    CHANGES, WRITES),
    page!(POST "/inbox/bulk",                   inbox::change_many,             Staff,    CHANGES, WRITES),

    page!(GET  "/tickets/{ticket}",             ticket::show_ticket,            SignedIn, READS,   UNLIMITED),
    page!(GET  "/tickets/{ticket}/files/{file}", ticket::open_file,             SignedIn, READS,   UNLIMITED),
    page!(GET  "/tickets/{ticket}/files/{file}/remove", ticket::show_remove_file, SignedIn, READS,  UNLIMITED),
    page!(POST "/tickets/{ticket}/files/{file}/remove", ticket::remove_file, SignedIn, CHANGES, WRITES),
    page!(POST "/tickets/{ticket}/messages",    ticket::post_message,           SignedIn, CHANGES, WRITES),
    page!(POST "/tickets/{ticket}/presence",    ticket::note_presence,          Staff,    CHANGES, UNLIMITED).for_scripts(),
    page!(GET  "/tickets/{ticket}/edit",        ticket::show_edit,              SignedIn, READS,   UNLIMITED),
    page!(POST "/tickets/{ticket}/edit",        ticket::edit,                   SignedIn, CHANGES, WRITES),
    page!(POST "/tickets/{ticket}/followers",   ticket::change_follower,        SignedIn, CHANGES, WRITES),
    page!(POST "/tickets/{ticket}/status",      ticket::move_status,            SignedIn, CHANGES, WRITES),
    page!(POST "/tickets/{ticket}/priority",    ticket::set_priority,           SignedIn, CHANGES, WRITES),
    page!(POST "/tickets/{ticket}/take",        ticket::take,                   SignedIn, CHANGES, WRITES),
    page!(POST "/tickets/{ticket}/assignee",    ticket::assign,                 SignedIn, CHANGES, WRITES),
    page!(POST "/tickets/{ticket}/mute",        ticket::mute,                   SignedIn, CHANGES, WRITES),
    page!(POST "/tickets/{ticket}/rating",      ticket::rate,                   SignedIn, CHANGES, WRITES),
    page!(GET  "/tickets/{ticket}/why",         ticket::show_why,               Staff,    READS,   UNLIMITED),
    page!(GET  "/tickets/{ticket}/mails",       ticket::show_mails_of,          Staff,    READS,   UNLIMITED),
    page!(GET  "/tickets/{ticket}/delete",      ticket::show_delete,            Superadmins, READS, UNLIMITED),
    page!(POST "/tickets/{ticket}/delete",      ticket::delete_ticket,          Superadmins, CHANGES, WRITES),

    page!(GET  "/people",                       people::show_people,            Staff,    READS,   UNLIMITED),
    page!(GET  "/people/waiting",               people::show_waiting_people,    Admins,   READS,   UNLIMITED),
    page!(GET  "/people/new",                   people::show_new_person,        Admins,   READS,   UNLIMITED),
    page!(POST "/people/new",                   people::create_person,          Admins,   HASHES,  WRITES),
    page!(GET  "/people/{user}",                people::show_person,            Staff,    READS,   UNLIMITED),
    page!(POST "/people/{user}",                people::change_person,          Admins,   CHANGES, WRITES),
    page!(GET  "/people/{user}/tickets",        people::show_tickets_of,        Staff,    READS,   UNLIMITED),
    page!(GET  "/people/{user}/remove",         people::show_remove_person,     Admins,   READS,   UNLIMITED),
    page!(POST "/people/{user}/remove",         people::remove_person,          Admins,   CHANGES, WRITES),
    page!(GET  "/people/{user}/second-factor",  people::show_remove_second_factor, Admins, READS,  UNLIMITED),
    page!(POST "/people/{user}/second-factor",  people::remove_second_factor,   Admins,   CHANGES, WRITES),

    page!(GET  "/mail",                         mail::show_outbox,              Admins,   READS,   UNLIMITED),
    page!(POST "/mail/{mail}/retry",            mail::retry_mail,               Admins,   CHANGES, WRITES),
    page!(GET  "/mail/held",                    mail::show_incoming_list,       Staff,    READS,   UNLIMITED),
    page!(GET  "/mail/held/{incoming}",         mail::show_incoming,            Staff,    READS,   UNLIMITED),
    page!(GET  "/mail/held/{incoming}/raw",     mail::download_raw,             Admins,   CHANGES, UNLIMITED),
    page!(POST "/mail/held/{incoming}/decision", mail::decide_incoming,         Staff,    CHANGES, WRITES),
    page!(POST "/mail/held/{incoming}/retry",   mail::retry_incoming,           Staff,    CHANGES, WRITES),

    page!(GET  "/reports",                      reports::show_reports,          Staff,    READS,   UNLIMITED),
    page!(GET  "/reports/resolved.csv",         reports::download_resolved,     Staff,    READS,   UNLIMITED),

    page!(GET  "/settings",                     settings::show_settings,        Admins,   READS,   UNLIMITED),
    page!(GET  "/security",                     settings::show_security,        Admins,   READS,   UNLIMITED),

    page!(GET  "/account",                      account::show_account,          SignedIn, READS,   UNLIMITED),
    page!(POST "/account/profile",              account::save_profile,          SignedIn, CHANGES, WRITES),
    page!(POST "/account/email",                account::change_email,          SignedIn, HASHES,  WRITES),
    page!(POST "/account/availability",         account::set_availability,      SignedIn, CHANGES, WRITES),
    page!(GET  "/account/look",                 account::show_look,             SignedIn, READS,   UNLIMITED),
    page!(POST "/account/look",                 account::save_look,             SignedIn, CHANGES, WRITES),
    page!(GET  "/account/password",             account::show_password,         SignedIn, READS,   UNLIMITED),
    page!(POST "/account/password",             account::change_password,       SignedIn, HASHES,  PASSWORD),
    page!(GET  "/account/sessions",             account::show_sessions,         SignedIn, READS,   UNLIMITED),
    page!(POST "/account/sessions/end",         account::end_session,           SignedIn, HASHES,  WRITES),
    page!(POST "/account/sessions/end-others",  account::end_other_sessions,    SignedIn, HASHES,  WRITES),
    page!(GET  "/account/notifications",        account::show_notifications,    SignedIn, READS,   UNLIMITED),
    page!(POST "/account/notifications",        account::save_notifications,    SignedIn, CHANGES, WRITES),
    page!(GET  "/account/keys",                 account::show_keys,             SignedIn, READS,   UNLIMITED),
    page!(POST "/account/keys",                 account::make_key,              SignedIn, HASHES,  WRITES),
    page!(POST "/account/keys/revoke",          account::revoke_key,            SignedIn, CHANGES, WRITES),
    page!(GET  "/account/second-factor",        account::show_second_factor,    SignedIn, READS,   UNLIMITED).before_enrolment(),
    page!(POST "/account/second-factor",        account::enrol,                 SignedIn, HASHES,  WRITES).before_enrolment(),
    page!(POST "/account/second-factor/confirm", account::confirm,              SignedIn, CHANGES, WRITES).before_enrolment(),
    page!(POST "/account/second-factor/remove", account::remove,                SignedIn, HASHES,  WRITES).before_enrolment(),

    // The pages behind the links in mails.
    page!(GET  "/account/verify-email",         links::show_verify_email,       Public,   READS,   LINK).by_link(),
    page!(POST "/account/verify-email",         links::verify_email,            Public,   CHANGES, LINK).by_link(),
    page!(GET  "/account/undo-email-change",    links::show_undo_email_change,  Public,   READS,   LINK).by_link(),
    page!(POST "/account/undo-email-change",    links::undo_email_change,       Public,   CHANGES, LINK).by_link(),
    page!(GET  "/account/reset-password",       links::show_reset_password,     Public,   READS,   LINK).by_link(),
    page!(POST "/account/reset-password",       links::reset_password,          Public,   HASHES,  LINK).by_link(),
    page!(GET  "/account/accept-invitation",    links::show_accept_invitation,  Public,   READS,   LINK).by_link(),
    page!(POST "/account/accept-invitation",    links::accept_invitation,       Public,   HASHES,  LINK).by_link(),
    page!(GET  "/account/claim",                links::show_claim_account,      Public,   READS,   LINK).by_link(),
    page!(POST "/account/claim",                links::claim_account,           Public,   HASHES,  LINK).by_link(),
    page!(GET  "/mute",                         links::show_mute,               Public,   READS,   LINK).by_link(),
    page!(POST "/mute",                         links::mute_by_link,            Public,   CHANGES, LINK).by_link(),
    page!(GET  "/solved",                       links::show_solved,             Public,   READS,   LINK).by_link(),
    page!(POST "/solved",                       links::answer_solved,           Public,   CHANGES, LINK).by_link(),
    page!(GET  "/rate",                         links::show_rate,               Public,   READS,   LINK).by_link(),
    page!(POST "/rate",                         links::rate_by_link,            Public,   CHANGES, LINK).by_link(),

    // The addresses in `type` of problems.
    page!(GET  "/problems",                     links::list_problems,           Public,   READS,   LINK),
    page!(GET  "/problems/{code}",              links::explain_problem,         Public,   READS,   LINK),
];
