//! Every kind of mail for its typical readers, compared byte by byte with `tests/golden/*.eml`. After a wanted change:
//! `UPDATE_GOLDEN=1 cargo test -p deskhand-email every_mail_reads`, then read the difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::fixtures::{
    about_account, answerable, became, changed, composer, line, outgoing, rating_token, said, with_link,
};
use deskhand_domain::IncomingMailId;
use deskhand_domain::files::{Blob, BlobDigest, FileKind, FileName};
use deskhand_domain::history::EventKind as E;
use deskhand_domain::incoming::{
    ArrivedMail, HeldBecause, IncomingKind, MailDigest, MailReading, TakenMail, TakenState, Transport,
};
use deskhand_domain::notification::{Mail, MailKind as N, MailLine, Reason as R};
use deskhand_domain::people::{Language, LinkPurpose, PersonName, Role, TimeZone};
use deskhand_domain::ports::{
    DeskDigest, FileLink, HeldMail, LetterFile, LetterFiles, Notifier, OutgoingMail, Replies, SecretToken,
    TakenMailView, TicketView, Total,
};
use deskhand_domain::testing::{a_customer, a_ticket};
use deskhand_domain::ticket::TicketStatus;
use deskhand_email::EmlNotifier;
use time::OffsetDateTime;
use uuid::Uuid;

const REQUEST: &str = "Hello,\n\nsince this morning every page comes out blank.\n\tI tried <another> tray & toner.";

#[tokio::test]
async fn every_mail_reads_as_agreed() {
    let mut kinds = BTreeSet::new();
    for (name, outgoing) in mails() {
        kinds.insert(outgoing.mail.kind);
        let written = as_eml(outgoing).await;
        compare(name, &written);
    }
    assert_eq!(kinds.len(), N::ALL.len(), "a kind of mail has no golden mail");
}

#[tokio::test]
async fn every_mail_reads_as_agreed_in_german() {
    for (name, outgoing) in mails() {
        let time_zone = TimeZone::parse("Europe/Berlin").unwrap();
        let written = as_eml(OutgoingMail { language: Language::German, time_zone, ..outgoing }).await;
        compare(&format!("de/{name}"), &written);
    }
}

fn mails() -> Vec<(&'static str, OutgoingMail)> {
    let opened = || said(E::TicketOpened, REQUEST);
    let mut sign_up = about_account(N::EngineerSignedUp, R::Admin, vec![became(E::SignedUp, "engineer")]);
    sign_up.mail.about_name = Some("Edsger Dijkstra".to_owned());
    let mut closed = outgoing(N::TicketChanged, R::Reporter, vec![changed(E::StatusChanged, "resolved", "closed")]);
    closed.mail.by_name = "the help desk".to_owned();
    closed.mail.by_role = None;
    let status = |from, to| vec![changed(E::StatusChanged, from, to)];
    let account = |to| about_account(N::AccountStatusChanged, R::OwnAccount, vec![became(E::AccountStatusChanged, to)]);
    vec![
        ("receipt", outgoing(N::TicketOpened, R::Reporter, vec![opened(), became(E::Assigned, "Edsger Dijkstra")])),
        ("receipt_unassigned", outgoing(N::TicketOpened, R::Reporter, vec![opened()])),
        (
            "opened_and_assigned",
            outgoing(N::TicketOpened, R::Assignee, vec![opened(), became(E::Assigned, "Ada Lovelace")]),
        ),
        (
            "opened_for_admin",
            outgoing(N::TicketOpened, R::Admin, vec![opened(), became(E::NobodyEligible, "every engineer is away")]),
        ),
        (
            "nobody_eligible",
            outgoing(N::NobodyEligible, R::Admin, vec![became(E::NobodyEligible, "every engineer is at capacity")]),
        ),
        (
            "assigned_to_you",
            outgoing(
                N::Assigned,
                R::Assignee,
                vec![MailLine { text: opened().text, ..changed(E::Assigned, "Edsger Dijkstra", "Ada Lovelace") }],
            ),
        ),
        (
            "no_longer_yours",
            outgoing(N::Assigned, R::PreviousAssignee, vec![changed(E::Assigned, "Ada Lovelace", "Edsger Dijkstra")]),
        ),
        ("assigned_for_reporter", outgoing(N::Assigned, R::Reporter, vec![line(E::Assigned)])),
        (
            "everything_changed",
            outgoing(
                N::TicketChanged,
                R::Reporter,
                vec![
                    changed(E::TitleChanged, "Printer", "The printer on floor 3 prints only blank pages"),
                    changed(E::DescriptionChanged, "It fails.", REQUEST),
                    changed(E::PriorityChanged, "low", "urgent"),
                    changed(E::StatusChanged, "open", "blocked"),
                ],
            ),
        ),
        ("resolved", outgoing(N::TicketChanged, R::Reporter, status("open", "resolved"))),
        ("closed_by_itself", closed),
        (
            "closing_soon",
            outgoing(N::ClosingSoon, R::Reporter, vec![became(E::ClosingSoon, "2026-01-12T09:00:00.000Z")]),
        ),
        ("reopened_for_assignee", outgoing(N::TicketChanged, R::Assignee, status("closed", "open"))),
        ("canceled_for_participant", outgoing(N::TicketChanged, R::Participant, status("open", "canceled"))),
        (
            "answer",
            outgoing(
                N::ResponsePosted,
                R::Reporter,
                vec![
                    said(E::ResponsePosted, "Please try tray 2 — grüße, 東京"),
                    changed(E::StatusChanged, "open", "resolved"),
                ],
            ),
        ),
        ("request_for_assignee", outgoing(N::RequestPosted, R::Assignee, vec![said(E::RequestPosted, "Any news?")])),
        (
            "closing_soon_for_follower",
            outgoing(N::ClosingSoon, R::Follower, vec![became(E::ClosingSoon, "2026-01-12T09:00:00.000Z")]),
        ),
        ("request_for_reporter", outgoing(N::RequestPosted, R::Reporter, vec![said(E::RequestPosted, "Any news?")])),
        ("request_for_follower", outgoing(N::RequestPosted, R::Follower, vec![said(E::RequestPosted, "Any news?")])),
        ("blocked_for_follower", outgoing(N::TicketChanged, R::Follower, status("open", "blocked"))),
        ("assigned_for_follower", outgoing(N::Assigned, R::Follower, vec![line(E::Assigned)])),
        (
            "answer_for_follower",
            outgoing(N::ResponsePosted, R::Follower, vec![said(E::ResponsePosted, "Please try tray 2.")]),
        ),
        ("request_for_admin", outgoing(N::RequestPosted, R::Admin, vec![said(E::RequestPosted, "Any news?")])),
        ("bounced", outgoing(N::MailBounced, R::Assignee, vec![changed(E::MailBounced, "Ada", "5.1.1")])),
        ("note", outgoing(N::NotePosted, R::NoteWriter, vec![said(E::NotePosted, "The fuser is worn out.")])),
        (
            "answer_in_answerable_mail",
            answerable(outgoing(N::ResponsePosted, R::Reporter, vec![said(E::ResponsePosted, "Please try tray 2.")])),
        ),
        (
            "request_in_answerable_mail",
            answerable(outgoing(N::RequestPosted, R::Assignee, vec![said(E::RequestPosted, "Any news?")])),
        ),
        (
            "note_in_answerable_mail",
            answerable(outgoing(N::NotePosted, R::NoteWriter, vec![said(E::NotePosted, "The fuser is worn out.")])),
        ),
        (
            "resolved_in_answerable_mail",
            answerable(outgoing(N::TicketChanged, R::Reporter, status("open", "resolved"))),
        ),
        ("several_events", several_events()),
        ("several_events_for_staff", several_events_for_staff()),
        ("several_tickets", several_tickets()),
        ("engineer_signed_up", sign_up),
        ("desk_digest", digest()),
        ("mail_held", held_mail()),
        (
            "mail_too_large",
            about_account(
                N::MailTooLarge,
                R::OwnAccount,
                vec![MailLine { text: Some("Photos <1>".to_owned()), ..became(E::MailTooLarge, "25000000") }],
            ),
        ),
        (
            "webhook_stopped",
            about_account(
                N::WebhookStopped,
                R::Admin,
                vec![became(E::WebhookStopped, "https://chat.example/hooks?a=<1>")],
            ),
        ),
        ("response_with_files", with_files()),
        ("from_another_script", from_another_script()),
        ("account_approved", account("approved")),
        ("account_rejected", account("rejected")),
        ("account_suspended", account("suspended")),
        (
            "api_key_created",
            about_account(N::ApiKeyCreated, R::OwnAccount, vec![became(E::ApiKeyCreated, "Nightly report")]),
        ),
        ("password_changed", about_account(N::PasswordChanged, R::OwnAccount, vec![line(E::PasswordChanged)])),
        ("second_factor_set", about_account(N::SecondFactorSet, R::OwnAccount, vec![line(E::SecondFactorSet)])),
        (
            "second_factor_removed",
            about_account(N::SecondFactorRemoved, R::OwnAccount, vec![line(E::SecondFactorRemoved)]),
        ),
        (
            "recovery_code_used",
            about_account(N::RecoveryCodeUsed, R::OwnAccount, vec![became(E::RecoveryCodeUsed, "9")]),
        ),
        ("email_changed", about_account(N::EmailChanged, R::OwnAccount, vec![line(E::EmailChanged)])),
        ("email_change_requested", with_link(LinkPurpose::UndoEmailChange)),
        ("email_verification", with_link(LinkPurpose::VerifyEmail)),
        ("password_reset", with_link(LinkPurpose::ResetPassword)),
        ("invitation", with_link(LinkPurpose::AcceptInvitation)),
        ("account_claim", with_link(LinkPurpose::ClaimAccount)),
    ]
}

fn by(name: &str, role: Role, mail: OutgoingMail) -> Mail {
    Mail { by_name: name.to_owned(), by_role: Some(role), ..mail.mail }
}

/// The receipt, an answer, a change by another person, and a solution: what a customer finds after a few busy minutes.
fn several_events() -> OutgoingMail {
    let blocked = vec![changed(E::StatusChanged, "open", "blocked"), changed(E::PriorityChanged, "low", "urgent")];
    let solved = vec![
        said(E::ResponsePosted, "It was the <toner> & the tray."),
        changed(E::StatusChanged, "blocked", "resolved"),
    ];
    let mut solved = outgoing(N::ResponsePosted, R::Reporter, solved).mail;
    solved.glance.as_mut().unwrap().status = TicketStatus::Resolved;
    let answer = outgoing(N::ResponsePosted, R::Reporter, vec![said(E::ResponsePosted, "Please try tray 2.")]);
    let mut letter = outgoing(N::TicketOpened, R::Reporter, vec![said(E::TicketOpened, REQUEST)]);
    letter.joined =
        vec![answer.mail, by("Barbara Liskov", Role::Admin, outgoing(N::TicketChanged, R::Reporter, blocked)), solved];
    let mut letter = answerable(letter);
    letter.solution = Some(SecretToken::new("0190a8e2.01.mpjtb9d5mpjtb9d5mpjt".to_owned()));
    letter.rating = Some(rating_token());
    letter
}

/// A request and a note: an answer is a note, for it may repeat the note.
fn several_events_for_staff() -> OutgoingMail {
    let note = outgoing(N::NotePosted, R::Assignee, vec![said(E::NotePosted, "The fuser is worn out.")]);
    let mut letter = outgoing(N::RequestPosted, R::Assignee, vec![said(E::RequestPosted, "Any news?")]);
    letter.joined = vec![by("Barbara Liskov", Role::Admin, note)];
    answerable(letter)
}

/// The letter of a day.
fn several_tickets() -> OutgoingMail {
    let mut blocked =
        outgoing(N::TicketChanged, R::Participant, vec![changed(E::StatusChanged, "open", "blocked")]).mail;
    blocked.glance.as_mut().unwrap().status = TicketStatus::Blocked;
    let other = a_ticket().number(43).title("طابعة <A4> & toner").build().to_ref();
    let request = outgoing(N::RequestPosted, R::Assignee, vec![said(E::RequestPosted, "Any <news>?")]);
    let request = Mail { ticket: Some(other), ..by("Edsger Dijkstra", Role::Customer, request) };
    let mut sign_up = about_account(N::EngineerSignedUp, R::Admin, vec![became(E::SignedUp, "engineer")]).mail;
    sign_up.about_name = Some("Barbara Liskov".to_owned());
    let note = vec![said(E::NotePosted, "The fuser is worn out.")];
    let mut letter = answerable(outgoing(N::NotePosted, R::NoteWriter, note));
    letter.joined = vec![request, sign_up, blocked];
    letter.mute = None;
    letter.replies = letter.replies.map(|of| Replies { answer_to: None, note_to: None, reference: None, ..of });
    letter
}

fn digest() -> OutgoingMail {
    let mut digest = about_account(N::DeskDigest, R::Admin, Vec::new());
    let view = |number, title: &str| TicketView {
        ticket: a_ticket().number(number).title(title).build(),
        reporter: a_customer().name("Ada Lovelace").build().to_ref(),
        assignee: None,
    };
    digest.digest = Some(DeskDigest {
        opened: vec![view(44, "Printer"), view(43, "طابعة")],
        opened_total: Total::of(30),
        unassigned: Total::of(2),
        waiting_engineers: Total::of(1),
    });
    digest
}

/// A file that the letter carries, with a name in another script, and one for which there is no room.
fn with_files() -> OutgoingMail {
    let link = || {
        Some(FileLink {
            token: SecretToken::new("id.1775035800.mac".to_owned()),
            expires_at: time::macros::datetime!(2026-03-31 09:30 UTC),
        })
    };
    let carried = LetterFile {
        name: FileName::of("صفحة فارغة.png"),
        kind: FileKind::Png,
        size: 70,
        link: link(),
        bytes: Some(vec![0x89; 70].into()),
    };
    let linked =
        LetterFile { name: FileName::of("a <long> scan.pdf"), size: 9_000_001, bytes: None, ..carried.clone() };
    let answer = outgoing(N::ResponsePosted, R::Reporter, vec![said(E::ResponsePosted, "Is it this?")]);
    OutgoingMail { files: LetterFiles { named: vec![carried, linked], has_more: false }, ..answerable(answer) }
}

/// A mail for a ticket whose sender has no part in it, and one that could not be understood.
fn held_mail() -> OutgoingMail {
    let held = |state| {
        let raw = Blob { digest: BlobDigest([0; 32]), size: 1 };
        let arrived = ArrivedMail {
            raw: Vec::new(),
            sender: None,
            recipients: Vec::new(),
            transport: Transport::Http,
            left: None,
        };
        let mut mail = TakenMail::new(
            IncomingMailId::new(Uuid::from_u128(9)),
            MailDigest([0; 32]),
            &arrived,
            raw,
            OffsetDateTime::UNIX_EPOCH,
        );
        mail.state = state;
        TakenMailView { mail, ticket: None, assignee: None, person: None }
    };
    let mut bystander = held(TakenState::Held(HeldBecause::Bystander));
    bystander.ticket = Some(a_ticket().number(42).title("طابعة <A4> & toner").build().to_ref());
    bystander.mail.reading = Some(MailReading {
        author: Some("eve@client.example".to_owned()),
        author_name: Some("Ada Lovelace".to_owned()),
        person: None,
        is_by_stranger: true,
        subject: "Re: [#42] <b>toner</b>".to_owned(),
        kind: IncomingKind::Human,
        content: None,
    });
    let letter = about_account(N::MailHeld, R::Admin, vec![became(E::MailHeld, "bystander")]);
    OutgoingMail {
        held: Some(HeldMail { first: vec![bystander, held(TakenState::Quarantined)], has_more: true }),
        ..letter
    }
}

/// Names and titles that run from right to left, and a name that is a role.
fn from_another_script() -> OutgoingMail {
    let line = changed(E::TitleChanged, "Printer", "الطابعة لا تعمل");
    let mut mail = outgoing(N::TicketChanged, R::Assignee, vec![line]);
    mail.mail.by_name = "Superadmin".to_owned();
    mail.mail.by_role = Some(Role::Customer);
    mail.to_name = Some(PersonName::parse("عمر").unwrap());
    mail
}

async fn as_eml(outgoing: OutgoingMail) -> String {
    let folder = tempfile::tempdir().unwrap();
    let name = format!("{}.eml", outgoing.mail.id);
    EmlNotifier::new(composer(), folder.path()).send(outgoing).await.unwrap();
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn compare(name: &str, written: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.eml"));
    // Line ends as git keeps them; that all are CRLF in the mail is checked here.
    assert_eq!(written.matches('\n').count(), written.matches("\r\n").count(), "{name} has bare line ends");
    let written = written.replace("\r\n", "\n");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &written).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == expected, "{name} differs from {}; it is now:\n{written}", path.display());
}
