//! One folder of templates for each kind of mail, compiled into the program. In `.html` every value is escaped, in
//! `.txt` none is: both say the same.

use askama::Template;
use deskhand_domain::notification::{MailKind, Reason};
use deskhand_domain::people::LinkPurpose;
use deskhand_domain::ports::{MailLink, OutgoingMail};

use crate::letterhead::PublicUrl;
use crate::wording::{self, Happening};

/// What the templates can show.
pub(crate) struct MailView<'a> {
    to_name: &'a str,
    by: String,
    about: &'a str,
    reason: Reason,
    is_waiting: bool,
    because: &'static str,
    ticket: Option<TicketLink<'a>>,
    happenings: Vec<Happening<'a>>,
    /// Where the link of an account mail leads; empty in other mails.
    link: String,
    public_url: &'a str,
}

struct TicketLink<'a> {
    number: u64,
    title: &'a str,
    url: String,
}

/// The two parts of a mail.
pub(crate) struct Bodies {
    pub(crate) text: String,
    pub(crate) html: String,
}

impl<'a> MailView<'a> {
    pub(crate) fn new(letter: &'a OutgoingMail, public_url: &'a PublicUrl) -> Self {
        let public_url = public_url.as_str();
        let mail = &letter.mail;
        Self {
            to_name: letter.to_name.as_str(),
            by: wording::by(mail),
            about: mail.about_name.as_deref().unwrap_or("Somebody"),
            reason: mail.reason,
            is_waiting: wording::is_waiting_receipt(mail),
            because: wording::because(mail.reason),
            ticket: mail.ticket.as_ref().map(|ticket| TicketLink {
                number: ticket.number.get(),
                title: ticket.title.as_str(),
                url: format!("{public_url}/api/v1/tickets/{}", ticket.number),
            }),
            happenings: wording::happenings(mail),
            link: letter.link.as_ref().map(|link| page(public_url, link)).unwrap_or_default(),
            public_url,
        }
    }
}

/// The page behind a link. A token is made of characters that a URL takes as they are.
fn page(public_url: &str, link: &MailLink) -> String {
    let name = match link.purpose {
        LinkPurpose::VerifyEmail => "verify-email",
        LinkPurpose::ResetPassword => "reset-password",
        LinkPurpose::AcceptInvitation => "accept-invitation",
    };
    format!("{public_url}/account/{name}?token={}", link.token.reveal())
}

macro_rules! one_folder_a_kind {
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

one_folder_a_kind! {
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
    ApiKeyCreated: "api_key_created/body.txt", "api_key_created/body.html";
    EmailChanged: "email_changed/body.txt", "email_changed/body.html";
    EmailVerification: "email_verification/body.txt", "email_verification/body.html";
    PasswordReset: "password_reset/body.txt", "password_reset/body.html";
    Invitation: "invitation/body.txt", "invitation/body.html";
}
