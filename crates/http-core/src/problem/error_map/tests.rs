use deskhand_domain::Invalid;
use deskhand_domain::api_keys::KeyScope;
use deskhand_domain::ports::MailState;
use deskhand_domain::quota::QuotaExceeded;
use deskhand_domain::report::EmptyPeriod;
use deskhand_domain::ticket::{NotAssignable, NotFollowable, TicketStatus};
use deskhand_domain::webhooks::WebhookState;

use super::*;

const SECRET: &str = "the secret of the store";

/// A failure of the server has a cause that is only in the log.
const CAUSED_INSIDE: [&str; 3] = ["500 internal", "503 unavailable", "507 insufficient-storage"];

fn illegal_move() -> Error {
    let allowed = vec![StatusAction::Close, StatusAction::Reopen];
    Refusal::IllegalTransition { from: TicketStatus::Unresolved, to: TicketStatus::Blocked, allowed }.into()
}

/// Every error of the domain with its problem.
fn map() -> Vec<(Error, &'static str)> {
    vec![
        (Error::NotFound, "404 not-found"),
        (Error::Refused(Denied::CannotSee.into()), "404 not-found"),
        (Error::Refused(Denied::AccountNotApproved.into()), "403 forbidden"),
        (Error::Refused(Denied::Role.into()), "403 forbidden"),
        (Error::Refused(Denied::SessionOnly.into()), "403 session-required"),
        (illegal_move(), "409 illegal-transition"),
        (Refusal::ResponseRequired.into(), "409 response-required"),
        (Refusal::AwaitingResponse.into(), "409 awaiting-response"),
        (Refusal::ReopenWindowPassed.into(), "409 reopen-window-passed"),
        (Refusal::Canceled.into(), "409 ticket-canceled"),
        (Refusal::ConversationOver(TicketStatus::Resolved).into(), "409 conversation-over"),
        (Refusal::AssigneeAndStatus.into(), "422 assignee-and-status"),
        (NotAssignable::NotAWorkingEngineer.into(), "422 not-assignable"),
        (NotAssignable::IsReporter.into(), "422 not-assignable"),
        (NotFollowable::NotInUse.into(), "422 not-followable"),
        (Refusal::TooManyFollowers.into(), "409 too-many-followers"),
        (Refusal::MailHasNoTicket.into(), "409 mail-has-no-ticket"),
        (Refusal::NotActive.into(), "409 not-active"),
        (Refusal::NotRateable.into(), "409 not-rateable"),
        (Refusal::MailIncomplete.into(), "409 mail-incomplete"),
        (Refusal::NotDead(MailState::Sent).into(), "409 not-dead"),
        (Refusal::LastSuperadmin.into(), "409 last-superadmin"),
        (Refusal::PersonRemoved.into(), "409 person-removed"),
        (Refusal::NotAnEngineer.into(), "422 not-an-engineer"),
        (Refusal::TooManyKeys.into(), "409 too-many-keys"),
        (Refusal::TooManyWebhooks.into(), "409 too-many-webhooks"),
        (Refusal::WebhookStopped(WebhookState::Paused).into(), "409 webhook-stopped"),
        (Refusal::DeliveryPending.into(), "409 delivery-pending"),
        (KeyDenied::Scope(KeyScope::Write).into(), "403 insufficient-scope"),
        (KeyDenied::SessionOnly.into(), "403 session-required"),
        (Error::Field { field: "password", reason: Invalid::Guessable }, "422 invalid-fields"),
        (Error::Taken(Unique::Username), "409 username-taken"),
        (Error::Taken(Unique::Email), "409 email-taken"),
        (Error::Taken(Unique::Other), "500 internal"),
        (Error::KeyReused, "422 idempotency-key-reused"),
        (Error::Stale, "409 conflict"),
        (Error::Overtaken { newer: 2 }, "409 overtaken"),
        (Error::EventExpired, "410 event-expired"),
        (SignInRefusal::WrongCredentials.into(), "401 wrong-credentials"),
        (SignInRefusal::Pending.into(), "403 account-pending"),
        (SignInRefusal::Rejected.into(), "403 account-rejected"),
        (SignInRefusal::Suspended.into(), "403 account-suspended"),
        (SignInRefusal::EmailUnverified.into(), "403 email-unverified"),
        (SignInRefusal::ChallengeInvalid.into(), "401 challenge-invalid"),
        (SignInRefusal::WrongCode.into(), "401 wrong-code"),
        (Error::SecondFactorRequired, "403 second-factor-required"),
        (Error::TooManyCodes { wait: time::Duration::HOUR }, "429 rate-limited"),
        (Refusal::SecondFactorSet.into(), "409 second-factor-set"),
        (Refusal::NoSecondFactor.into(), "409 no-second-factor"),
        (Error::Unauthenticated, "401 unauthenticated"),
        (Error::PasswordRequired, "403 password-required"),
        (Error::LinkInvalid, "422 link-invalid"),
        (QuotaExceeded::OpenTickets { most: 1_000 }.into(), "429 quota-exceeded"),
        (Error::Overloaded, "503 overloaded"),
        (Error::EmptyPeriod(EmptyPeriod), "422 empty-period"),
        (Error::Internal(SECRET), "500 internal"),
        (Error::Storage(StorageError::Conflict), "409 conflict"),
        (Error::Storage(StorageError::Busy), "503 unavailable"),
        (Error::Storage(StorageError::Full), "507 insufficient-storage"),
        (Error::Storage(StorageError::AlreadyExists(Unique::Other)), "500 internal"),
        (Error::Storage(StorageError::Corrupt { table: SECRET, reason: SECRET.to_owned() }), "500 internal"),
        (Error::Storage(StorageError::Unsupported(SECRET)), "500 internal"),
        (Error::Storage(StorageError::Unavailable(SECRET.into())), "503 unavailable"),
    ]
}

#[test]
fn every_error_of_the_domain_has_its_problem() {
    for (error, expected) in map() {
        let words = format!("{error:?}");
        let problem = Problem::from(error);
        assert_eq!(format!("{} {}", problem.code.status().as_u16(), problem.code.as_str()), expected, "{words}");
    }
}

#[actix_web::test]
async fn what_happened_inside_is_in_the_log_and_never_in_the_answer() {
    for (error, expected) in map() {
        let words = format!("{error:?}");
        let problem = Problem::from(error);
        assert_eq!(problem.why().is_some(), CAUSED_INSIDE.contains(&expected), "{words}");
        let body = problem.to_response(Some("id")).into_body();
        let body = actix_web::body::to_bytes(body).await.unwrap_or_default();
        assert!(!String::from_utf8_lossy(&body).contains(SECRET), "{words}");
    }
}

#[test]
fn trying_again_makes_sense_where_the_answer_says_so() {
    for (error, expected) in map() {
        let response = Problem::from(error).to_response(None);
        assert_eq!(
            response.headers().contains_key("retry-after"),
            expected.starts_with("429") || expected.starts_with("50") && !expected.starts_with("500"),
            "{expected}"
        );
        assert_eq!(response.headers().contains_key("www-authenticate"), expected.starts_with("401"), "{expected}");
    }
}

#[test]
fn no_two_problems_have_the_same_code() {
    let mut codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();

    assert_eq!(codes.len(), Code::ALL.len());
}
