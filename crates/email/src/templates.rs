//! One folder of templates for each kind of mail, compiled into the program. Values are escaped in `.html` and not in
//! `.txt`; both parts say the same.

use askama::Template;
// The templates name `Reason`.
use deskhand_domain::notification::{MailKind, Reason};

use crate::mail_view::MailView;

/// The two parts of a mail.
pub(crate) struct Bodies {
    pub(crate) text: String,
    pub(crate) html: String,
}

macro_rules! render_by_kind {
    ($($kind:ident: $text:literal, $html:literal;)+) => {
        pub(crate) fn render(kind: MailKind, mail: &MailView<'_>) -> Result<Bodies, askama::Error> {
            match kind {$(
                MailKind::$kind => {
                    #[derive(Template)]
                    #[template(path = $text)]
                    struct Text<'a> { mail: &'a MailView<'a> }

                    #[derive(Template)]
                    #[template(path = $html)]
                    struct Html<'a> { mail: &'a MailView<'a> }

                    Ok(Bodies { text: Text { mail }.render()?, html: Html { mail }.render()? })
                }
            )+}
        }
    };
}

render_by_kind! {
    TicketOpened: "ticket_opened/body.txt", "ticket_opened/body.html";
    NobodyEligible: "nobody_eligible/body.txt", "nobody_eligible/body.html";
    Assigned: "assigned/body.txt", "assigned/body.html";
    TicketChanged: "ticket_changed/body.txt", "ticket_changed/body.html";
    ClosingSoon: "closing_soon/body.txt", "closing_soon/body.html";
    ResponsePosted: "response_posted/body.txt", "response_posted/body.html";
    RequestPosted: "request_posted/body.txt", "request_posted/body.html";
    NotePosted: "note_posted/body.txt", "note_posted/body.html";
    EngineerSignedUp: "engineer_signed_up/body.txt", "engineer_signed_up/body.html";
    AccountStatusChanged: "account_status_changed/body.txt", "account_status_changed/body.html";
    PasswordChanged: "password_changed/body.txt", "password_changed/body.html";
    SecondFactorSet: "second_factor_set/body.txt", "second_factor_set/body.html";
    SecondFactorRemoved: "second_factor_removed/body.txt", "second_factor_removed/body.html";
    RecoveryCodeUsed: "recovery_code_used/body.txt", "recovery_code_used/body.html";
    ApiKeyCreated: "api_key_created/body.txt", "api_key_created/body.html";
    EmailChangeRequested: "email_change_requested/body.txt", "email_change_requested/body.html";
    EmailChanged: "email_changed/body.txt", "email_changed/body.html";
    EmailVerification: "email_verification/body.txt", "email_verification/body.html";
    PasswordReset: "password_reset/body.txt", "password_reset/body.html";
    DeskDigest: "desk_digest/body.txt", "desk_digest/body.html";
    Invitation: "invitation/body.txt", "invitation/body.html";
}
