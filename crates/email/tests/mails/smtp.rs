//! Letters on their way to a real server, which does its duty or doesn't.

use std::time::Duration;

use deskhand_domain::MailId;
use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{MailKind, Reason};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ports::{Notifier, NotifyError, OutgoingMail};
use deskhand_email::{Hello, SmtpNotifier, SmtpSettings, Timeouts};
use deskhand_tests::smtp::{Misbehavior, Moment, Security, SmtpServer};
use uuid::Uuid;

use crate::fixtures::{answerable, composer, letterhead, outgoing, said};

fn a_letter() -> OutgoingMail {
    outgoing(MailKind::RequestPosted, Reason::Assignee, vec![said(EventKind::RequestPosted, "Any news?\n.\nNone.")])
}

fn numbered(number: u128) -> OutgoingMail {
    let mut outgoing = a_letter();
    outgoing.mail.id = MailId::new(Uuid::from_u128(number));
    outgoing
}

fn notifier(url: &str, server: &SmtpServer) -> SmtpNotifier {
    let settings = SmtpSettings::parse(&url.replace("PORT", &server.port().to_string())).unwrap();
    SmtpNotifier::new(composer(), settings.with_certificates(server.ca_pem().as_bytes()).unwrap())
}

fn with_timeouts(timeouts: Timeouts, server: &SmtpServer) -> SmtpNotifier {
    let settings = SmtpSettings::parse(&format!("smtp://127.0.0.1:{}?tls=none", server.port())).unwrap();
    SmtpNotifier::new(composer(), settings.with_timeouts(timeouts))
}

fn transient(outcome: Result<String, NotifyError>) -> String {
    match outcome {
        Err(NotifyError::Transient(words)) => words,
        other => panic!("expected a transient fault, got {other:?}"),
    }
}

fn refuses_all(outcome: Result<String, NotifyError>) -> String {
    match outcome {
        Err(NotifyError::RefusesAll(words)) => words,
        other => panic!("expected a refusal of every mail, got {other:?}"),
    }
}

fn permanent(outcome: Result<String, NotifyError>) -> String {
    match outcome {
        Err(NotifyError::Permanent(words)) => words,
        other => panic!("expected a permanent fault, got {other:?}"),
    }
}

fn uncertain(outcome: Result<String, NotifyError>) -> String {
    match outcome {
        Err(NotifyError::Uncertain(words)) => words,
        other => panic!("expected an uncertain outcome, got {other:?}"),
    }
}

#[tokio::test]
async fn what_the_server_said_to_the_letter_is_given_back() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    server.once(Moment::FinalDot, Misbehavior::answer(250, "2.0.0 Ok: queued as 4Yx1"));
    let answer = notifier("smtp://127.0.0.1:PORT?tls=none", &server).send(a_letter()).await;
    assert_eq!(answer.unwrap(), "250 2.0.0 Ok: queued as 4Yx1");
}

#[tokio::test]
async fn a_letter_arrives_in_the_clear() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    notifier("smtp://127.0.0.1:PORT?tls=none", &server).send(a_letter()).await.unwrap();
    let mails = server.wait_for_mails(1).await;
    assert_eq!(
        (mails[0].from.as_str(), mails[0].to.as_slice()),
        ("desk@desk.example.com", &["ada@example.com".to_owned()][..])
    );
    let parsed = mail_parser::MessageParser::default().parse(&mails[0].data).unwrap();
    assert!(parsed.body_text(0).unwrap().replace("\r\n", "\n").contains("> Any news?\n> .\n> None.\n"));
    assert!(parsed.body_html(0).unwrap().replace("\r\n", "\n").contains("Any news?\n.\nNone.<"));
}

#[tokio::test]
async fn a_letter_arrives_after_starttls_on_demand_and_on_offer() {
    let server = SmtpServer::start(Security::StartTls).await.unwrap();
    notifier("smtp://localhost:PORT?tls=required", &server).send(numbered(1)).await.unwrap();
    notifier("smtp://127.0.0.1:PORT?tls=opportunistic", &server).send(numbered(2)).await.unwrap();
    assert_eq!(server.mails().len(), 2);
    let report = notifier("smtp://127.0.0.1:PORT", &server).check_connection().await.unwrap();
    assert!(report.encrypted, "{report}");
}

#[tokio::test]
async fn a_letter_arrives_through_implicit_tls() {
    let server = SmtpServer::start_with_login(Security::Implicit, "desk", "p@ss/word").await.unwrap();
    notifier("smtps://desk:p%40ss%2Fword@127.0.0.1:PORT", &server).send(a_letter()).await.unwrap();
    assert_eq!(server.mails().len(), 1);
}

#[tokio::test]
async fn a_report_about_a_letter_goes_to_the_address_that_names_it() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let notifier = notifier("smtp://127.0.0.1:PORT", &server);
    notifier.send(a_letter()).await.unwrap();
    let letter = answerable(a_letter());
    let bounce_to = letter.replies.as_ref().unwrap().bounce_to.clone().unwrap();
    notifier.send(letter).await.unwrap();
    let senders: Vec<_> = server.mails().iter().map(|mail| mail.from.clone()).collect();
    assert_eq!(senders, ["desk@desk.example.com", bounce_to.as_str()]);
}

#[tokio::test]
async fn letters_that_follow_each_other_share_a_connection() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let notifier = notifier("smtp://127.0.0.1:PORT", &server);
    notifier.send(numbered(1)).await.unwrap();
    // A second conversation would be turned away.
    server.always(Moment::Greeting, Misbehavior::answer(421, "too many"));
    for number in 2..5 {
        notifier.send(numbered(number)).await.unwrap();
    }
    assert_eq!(server.mails().len(), 4);
}

#[tokio::test]
async fn the_right_password_signs_in() {
    for security in [Security::Plain, Security::StartTls] {
        let server = SmtpServer::start_with_login(security, "desk@example.com", "hunter2").await.unwrap();
        let notifier = notifier("smtp://desk%40example.com:hunter2@127.0.0.1:PORT", &server);
        let report = notifier.check_connection().await.unwrap();
        assert!(report.signed_in, "{report}");
        notifier.send(a_letter()).await.unwrap();
        assert_eq!(server.mails().len(), 1);
    }
}

#[tokio::test]
async fn a_wrong_password_keeps_the_letters_and_is_explained() {
    let server = SmtpServer::start_with_login(Security::StartTls, "desk", "hunter2").await.unwrap();
    let notifier = notifier("smtp://desk:hunter3@127.0.0.1:PORT?tls=required", &server);
    let words = refuses_all(notifier.send(a_letter()).await);
    assert!(words.contains("did not accept user name and password: 535"), "{words}");
    assert!(!words.contains("hunter3"), "{words}");
    assert_eq!(notifier.check_connection().await, Err(words));
}

#[tokio::test]
async fn a_missing_sign_in_keeps_the_letters() {
    let server = SmtpServer::start_with_login(Security::Plain, "desk", "hunter2").await.unwrap();
    let words = refuses_all(notifier("smtp://127.0.0.1:PORT", &server).send(a_letter()).await);
    assert!(words.contains("did not accept the sender: 503"), "{words}");
}

#[tokio::test]
async fn a_server_without_a_sign_in_is_explained() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let words = refuses_all(notifier("smtp://u:p@127.0.0.1:PORT?tls=none", &server).send(a_letter()).await);
    assert!(words.contains("offers no sign-in"), "{words}");
}

#[tokio::test]
async fn a_server_without_starttls_gets_no_letter_that_requires_it() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let words = refuses_all(notifier("smtp://127.0.0.1:PORT?tls=required", &server).send(a_letter()).await);
    assert!(words.contains("offers no encryption (STARTTLS), and the settings require it"), "{words}");
    assert!(server.mails().is_empty());
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_not_trusted() {
    for (security, url) in
        [(Security::StartTls, "smtp://127.0.0.1:PORT?tls=required"), (Security::Implicit, "smtps://127.0.0.1:PORT")]
    {
        let server = SmtpServer::start(security).await.unwrap();
        let settings = SmtpSettings::parse(&url.replace("PORT", &server.port().to_string())).unwrap();
        let words = transient(SmtpNotifier::new(composer(), settings).send(a_letter()).await);
        assert!(words.contains("shows no trusted certificate"), "{words}");
        assert!(server.mails().is_empty());
    }
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_explained() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let words = notifier("smtps://127.0.0.1:PORT", &server).check_connection().await.unwrap_err();
    assert!(words.contains("does not speak TLS"), "{words}");
}

#[tokio::test]
async fn a_refusal_for_now_is_tried_again() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let notifier = notifier("smtp://127.0.0.1:PORT", &server);
    for (moment, code) in [
        (Moment::Greeting, 421),
        (Moment::Sender, 451),
        (Moment::Recipient, 450),
        (Moment::Data, 452),
        (Moment::FinalDot, 451),
    ] {
        server.once(moment, Misbehavior::answer(code, "not now"));
        let words = transient(notifier.send(a_letter()).await);
        assert!(words.contains(&format!("{code} not now")), "{moment:?}: {words}");
    }
    assert!(server.mails().is_empty());
    notifier.send(a_letter()).await.unwrap();
}

#[tokio::test]
async fn a_refusal_of_this_letter_is_final() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let notifier = notifier("smtp://127.0.0.1:PORT", &server);
    server.always_for("ada@example.com", Misbehavior::answer(550, "no such user"));
    let words = permanent(notifier.send(a_letter()).await);
    assert!(words.contains("did not accept the recipient: 550 no such user"), "{words}");
    let mut other = a_letter();
    other.to = EmailAddress::parse("grace@example.com").unwrap();
    notifier.send(other).await.unwrap();
    server.behave();
    for moment in [Moment::Data, Moment::FinalDot] {
        server.once(moment, Misbehavior::answer(554, "looks like spam"));
        let refused = notifier.send(a_letter()).await;
        assert!(matches!(&refused, Err(NotifyError::RefusedContent(words)) if words.contains("spam")), "{refused:?}");
    }
}

#[tokio::test]
async fn a_refusal_of_us_all_keeps_the_letters() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let notifier = notifier("smtp://127.0.0.1:PORT", &server);
    for (moment, code, words) in [
        (Moment::Greeting, 554, "go away"),
        (Moment::Hello, 504, "need a full name"),
        (Moment::Sender, 553, "go away"),
        (Moment::Recipient, 530, "go away"),
        (Moment::Recipient, 504, "5.5.2 <desk>: Helo command rejected: need fully-qualified hostname"),
        (Moment::Recipient, 554, "5.7.1 <ada@example.com>: Relay access denied"),
        (Moment::Recipient, 550, "5.7.1 Client does not have permissions: Authentication required"),
        (Moment::Data, 503, "valid RCPT command must precede DATA"),
    ] {
        server.once(moment, Misbehavior::answer(code, words));
        let reason = refuses_all(notifier.send(a_letter()).await);
        assert!(reason.contains(&format!("{code} {words}")), "{moment:?}: {reason}");
    }
    notifier.send(a_letter()).await.unwrap();
}

#[tokio::test]
async fn the_greeting_has_a_full_name_or_an_address() {
    let server = SmtpServer::start(Security::StartTls).await.unwrap();
    let url = format!("smtp://127.0.0.1:{}", server.port());
    let own = Hello::of(&letterhead().public_url, &letterhead().from);
    for (hello, expected) in [(Hello::default(), "[127.0.0.1]"), (own, "desk.example.com")] {
        let before = server.hellos().len();
        let settings = SmtpSettings::parse(&url).unwrap().with_hello(hello);
        SmtpNotifier::new(composer(), settings).send(a_letter()).await.unwrap();
        // Once in the clear and once encrypted.
        assert_eq!(server.hellos()[before..], [expected, expected]);
    }
}

#[tokio::test]
async fn a_check_of_the_server_finds_what_it_would_refuse_to_every_letter() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let notifier = notifier("smtp://127.0.0.1:PORT", &server);
    for (moment, code, words) in [
        (Moment::Hello, 504, "need a full name"),
        (Moment::Sender, 553, "5.7.1 Sender address rejected"),
        (Moment::Recipient, 504, "5.5.2 Helo command rejected: need fully-qualified hostname"),
    ] {
        server.once(moment, Misbehavior::answer(code, words));
        let reason = notifier.check_connection().await.unwrap_err();
        assert!(reason.contains(words), "{reason}");
    }
    server.always_for("desk@desk.example.com", Misbehavior::answer(550, "5.1.1 no such user"));
    notifier.check_connection().await.unwrap();
    assert!(server.mails().is_empty());
}

#[tokio::test]
async fn a_silent_server_is_given_up_in_time() {
    let short = Duration::from_millis(200);
    let timeouts = Timeouts { connect: short, command: short, content: short };
    for moment in [Moment::Greeting, Moment::Sender, Moment::Recipient, Moment::Data] {
        let server = SmtpServer::start(Security::Plain).await.unwrap();
        server.always(moment, Misbehavior::Silence);
        let words = transient(with_timeouts(timeouts, &server).send(a_letter()).await);
        assert!(words.contains("no answer for"), "{moment:?}: {words}");
    }
}

#[tokio::test]
async fn a_slow_server_is_waited_for_as_long_as_it_keeps_answering() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let drip = Misbehavior::Drip(Duration::from_millis(5));
    for moment in [Moment::Greeting, Moment::Sender, Moment::Recipient, Moment::Data, Moment::FinalDot] {
        server.always(moment, drip.clone());
    }
    notifier("smtp://127.0.0.1:PORT", &server).send(a_letter()).await.unwrap();
    assert_eq!(server.mails().len(), 1);

    // A command that takes longer than we wait is given up, even if something comes all the time.
    server.behave();
    server.always(Moment::Recipient, Misbehavior::Drip(Duration::from_millis(500)));
    let timeouts = Timeouts { command: Duration::from_millis(1_500), ..Timeouts::default() };
    let words = transient(with_timeouts(timeouts, &server).send(a_letter()).await);
    assert!(words.contains("did not accept the recipient: no answer for 1.5s"), "{words}");
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_letter_was_handed_over_is_tried_again() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    let notifier = notifier("smtp://127.0.0.1:PORT", &server);
    for moment in [Moment::Greeting, Moment::Sender, Moment::Recipient, Moment::Data] {
        server.once(moment, Misbehavior::Cut);
        transient(notifier.send(a_letter()).await);
    }
}

#[tokio::test]
async fn without_an_answer_to_the_final_dot_nobody_knows() {
    let server = SmtpServer::start(Security::Plain).await.unwrap();
    server.once(Moment::FinalDot, Misbehavior::Cut);
    let words = uncertain(notifier("smtp://127.0.0.1:PORT", &server).send(a_letter()).await);
    assert!(words.contains("has the whole mail but did not confirm it"), "{words}");
    server.once(Moment::FinalDot, Misbehavior::Silence);
    let timeouts = Timeouts { content: Duration::from_secs(1), ..Timeouts::default() };
    uncertain(with_timeouts(timeouts, &server).send(a_letter()).await);

    notifier("smtp://127.0.0.1:PORT", &server).send(a_letter()).await.unwrap();
    let mails = server.mails();
    assert_eq!(mails.len(), 3);
    assert!(
        mails.iter().all(|mail| mail.data == mails[0].data),
        "a repeated letter must be recognized by its Message-ID"
    );
}

#[tokio::test]
async fn a_server_that_was_down_gets_the_letter_when_it_is_back() {
    let mut server = SmtpServer::start(Security::Plain).await.unwrap();
    let notifier = notifier("smtp://127.0.0.1:PORT", &server);
    notifier.send(numbered(1)).await.unwrap();
    server.stop().await;
    let words = transient(notifier.send(numbered(2)).await);
    assert!(words.contains("cannot be reached"), "{words}");
    server.start_again().await.unwrap();
    notifier.send(numbered(2)).await.unwrap();
    assert_eq!(server.wait_for_mails(2).await.len(), 2);
}
