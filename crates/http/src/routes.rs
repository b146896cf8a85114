//! The whole URL table. The OpenAPI document is made of the same registrations.

use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::endpoints::{
    account as accounts, api_keys, docs, events, outbox as mail, reports, system, tickets, users as people,
};
use crate::{html as pages, openapi};

/// Registers every route. Methods and paths stand above the handlers; each handler has a file of its name.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(system::healthz).service(system::readyz).service(system::show_metrics);
    cfg.service(docs::home).service(docs::docs_page).service(docs::docs_script).service(docs::docs_style);
    // Pages for people, behind the links in mails. They are no part of the API, nor of its document.
    cfg.service(
        scope("/account")
            .service(pages::show_verify_email) //       GET    /account/verify-email
            .service(pages::verify_email) //            POST   /account/verify-email
            .service(pages::show_reset_password) //     GET    /account/reset-password
            .service(pages::reset_password) //          POST   /account/reset-password
            .service(pages::show_accept_invitation) //  GET    /account/accept-invitation
            .service(pages::accept_invitation), //      POST   /account/accept-invitation
    );
    cfg.service(openapi::openapi_json_at_root).service(
        scope("/api/v1")
            .service(openapi::openapi_json) //      GET    /openapi.json
            //
            .service(accounts::sign_up) //          POST   /auth/signup
            .service(accounts::sign_in) //          POST   /auth/signin
            .service(accounts::refresh_session) //  POST   /auth/refresh
            .service(accounts::sign_out) //         POST   /auth/signout
            .service(accounts::verify_email) //     POST   /auth/email/verify
            .service(accounts::resend_verification) // POST /auth/email/resend
            .service(accounts::forgot_password) //  POST   /auth/password/forgot
            .service(accounts::reset_password) //   POST   /auth/password/reset
            .service(accounts::show_me) //          GET    /me
            .service(accounts::update_me) //        PATCH  /me
            .service(accounts::change_password) //  PUT    /me/password
            //
            .service(api_keys::list_api_keys) //    GET    /api-keys
            .service(api_keys::make_api_key) //     POST   /api-keys
            .service(api_keys::revoke_api_key) //   DELETE /api-keys/{key}
            //
            .service(people::list_people) //        GET    /users
            .service(people::create_person) //      POST   /users
            .service(people::show_person) //        GET    /users/{user}
            .service(people::update_person) //      PATCH  /users/{user}
            .service(people::remove_person) //      DELETE /users/{user}
            .service(people::list_tickets_of) //    GET    /users/{user}/tickets
            //
            .service(reports::report_resolved) //   GET    /reports/resolved.csv
            .service(reports::report_summary) //    GET    /reports/summary
            //
            .service(tickets::open_ticket) //       POST   /tickets
            .service(tickets::list_tickets) //      GET    /tickets
            .service(tickets::show_ticket) //       GET    /tickets/{ticket}
            .service(tickets::update_ticket) //     PATCH  /tickets/{ticket}
            .service(tickets::delete_ticket) //     DELETE /tickets/{ticket}
            .service(tickets::take_ticket) //       POST   /tickets/{ticket}/take
            .service(tickets::list_messages) //     GET    /tickets/{ticket}/messages
            .service(tickets::post_message) //      POST   /tickets/{ticket}/messages
            .service(tickets::list_history) //      GET    /tickets/{ticket}/history
            .service(tickets::explain_assignment) // GET   /tickets/{ticket}/assignment
            .service(tickets::list_receipts) //     GET    /tickets/{ticket}/notifications
            .service(tickets::mute_ticket) //       PUT    /tickets/{ticket}/mute
            .service(tickets::unmute_ticket) //     DELETE /tickets/{ticket}/mute
            //
            .service(mail::list_mail) //            GET    /admin/outbox
            .service(mail::retry_mail) //           POST   /admin/outbox/{mail}/retry
            //
            .service(events::list_events) //        GET    /events
            .service(events::stream_events) //      GET    /events/stream
            .service(events::open_socket), //       GET    /events/ws
    );
}
