//! Why the help desk does not do what was asked, with a stable code for each reason.

use crate::followers::Followers;
use crate::mail::MailState;
use crate::permissions::Denied;
use crate::state_machine::{StatusAction, TicketStatus};
use crate::webhooks::WebhookState;

/// Why the help desk does not do what was asked. Each is an answer, not a failure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// This person may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The state machine has no such move.
    #[error("{}; allowed now: {}", impossible(*from, *to), words(allowed))]
    IllegalTransition {
        /// The state of the ticket.
        from: TicketStatus,
        /// Where it should have gone.
        to: TicketStatus,
        /// The moves that this person may make now.
        allowed: Vec<StatusAction>,
    },
    /// Staff must answer before they resolve (policy `resolve_requires_response`).
    #[error("a ticket can be resolved only after at least one response to its reporter")]
    ResponseRequired,
    /// The reporter writes again only after an answer (policy `reporter_reply_requires_response`).
    #[error("you can write again as soon as the support team has answered")]
    AwaitingResponse,
    /// Closed for longer than the reopen window.
    #[error("this ticket was closed too long ago to be reopened; open a follow-up ticket that refers to it")]
    ReopenWindowPassed,
    /// Nothing more is said on a canceled ticket.
    #[error("this ticket was canceled; open a new one")]
    Canceled,
    /// Closed tickets, and resolved ones where replies don't reopen, take no reply.
    #[error("this ticket is {0}; reopen it to write again")]
    ConversationOver(TicketStatus),
    /// One request may not change assignee and status together.
    #[error("assignee and status cannot be changed in the same request")]
    AssigneeAndStatus,
    /// That person can't have the ticket.
    #[error(transparent)]
    NotAssignable(#[from] NotAssignable),
    /// That person can't follow the ticket.
    #[error(transparent)]
    NotFollowable(#[from] NotFollowable),
    /// Each change causes a letter to every follower.
    #[error("this ticket has {} followers, as many as a ticket may have; remove one first", Followers::MAX)]
    TooManyFollowers,
    /// Only an open or blocked ticket is taken or handed back.
    #[error("only an open or blocked ticket can be taken or handed back")]
    NotActive,
    /// Only a ticket whose work has an outcome is rated.
    #[error("only a ticket that is resolved, unresolved or closed can be rated")]
    NotRateable,
    /// The help desk always keeps a superadmin.
    #[error("the last approved superadmin cannot be removed, demoted, rejected or suspended")]
    LastSuperadmin,
    /// Only what was given up or dropped, or came back, can be sent after all.
    #[error("this mail is {0}: only one that was given up or dropped, or came back, can be sent after all")]
    NotDead(MailState),
    /// The desk has no address.
    #[error("this desk takes no mail: the operator sets mail.in.address")]
    TakesNoMail,
    /// No recipient of a mail is an address of the desk.
    #[error("none of these recipients is an address of this desk")]
    UnknownRecipient,
    /// Only what is held waits for a decision.
    #[error("this mail is {0}: only one that is held can be decided about")]
    MailNotHeld(&'static str),
    /// Of a mail that stays in the mailbox only the header is here: it has no words to take.
    #[error(
        "only the header of this mail is here, for the mail stays in the mailbox: write a note, open a ticket, or reject it"
    )]
    MailIncomplete,
    /// Only the sender of a mail on a ticket can follow it.
    #[error("this mail belongs to no ticket")]
    MailHasNoTicket,
    /// The sender of a held mail may not write on its ticket.
    #[error("the sender may not write on this ticket: open a ticket in their name, or make a note of the mail")]
    SenderHasNoPart,
    /// A removed person stays removed.
    #[error("this person was removed")]
    PersonRemoved,
    /// Only so many keys of one person are good at the same time.
    #[error("you have as many live API keys as anybody may have; revoke one first")]
    TooManyKeys,
    /// A desk has only so many webhooks.
    #[error("there are as many webhooks as a desk may have; delete one first")]
    TooManyWebhooks,
    /// A webhook that is stopped is sent nothing.
    #[error("this webhook is {0}: make it active first")]
    WebhookStopped(WebhookState),
    /// What is pending is sent anyway.
    #[error("this delivery is pending: it is sent anyway")]
    DeliveryPending,
    /// A second factor has to be removed before another one is set up.
    #[error("you have a second factor; remove it first")]
    SecondFactorSet,
    /// There is no second factor, or its set-up was not begun in the last 15 minutes.
    #[error("there is no second factor; begin to set one up")]
    NoSecondFactor,
    /// Availability and capacity belong to engineers.
    #[error("only engineers have an availability and a capacity")]
    NotAnEngineer,
}

/// Why a person can't have a ticket, even when an admin says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAssignable {
    /// Not an engineer, or not an approved one.
    #[error("the assignee must be an approved engineer")]
    NotAWorkingEngineer,
    /// Nobody works on their own ticket.
    #[error("an engineer is never assigned a ticket they reported")]
    IsReporter,
}

/// Why a person can't follow a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotFollowable {
    /// There is no such person, or the account is not approved.
    #[error("a follower must be a person with an approved account")]
    NotInUse,
    /// The reporter has all that a follower has.
    #[error("the reporter of a ticket need not follow it")]
    IsReporter,
    /// Whoever made the account could read what the owner of the address gets.
    #[error("the address of this account was never shown to be its owner's, so a mail from it adds no follower")]
    Unproven,
}

impl Refusal {
    /// A stable word for programs: the last part of the problem type, such as `illegal-transition`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "forbidden",
            Self::IllegalTransition { .. } => "illegal-transition",
            Self::ResponseRequired => "response-required",
            Self::AwaitingResponse => "awaiting-response",
            Self::ReopenWindowPassed => "reopen-window-passed",
            Self::Canceled => "ticket-canceled",
            Self::ConversationOver(_) => "conversation-over",
            Self::AssigneeAndStatus => "assignee-and-status",
            Self::NotAssignable(_) => "not-assignable",
            Self::NotFollowable(_) => "not-followable",
            Self::TooManyFollowers => "too-many-followers",
            Self::NotActive => "not-active",
            Self::NotRateable => "not-rateable",
            Self::LastSuperadmin => "last-superadmin",
            Self::NotDead(_) => "not-dead",
            Self::TakesNoMail => "takes-no-mail",
            Self::UnknownRecipient => "unknown-recipient",
            Self::MailNotHeld(_) => "mail-not-held",
            Self::MailIncomplete => "mail-incomplete",
            Self::MailHasNoTicket => "mail-has-no-ticket",
            Self::SenderHasNoPart => "sender-has-no-part",
            Self::PersonRemoved => "person-removed",
            Self::TooManyKeys => "too-many-keys",
            Self::TooManyWebhooks => "too-many-webhooks",
            Self::WebhookStopped(_) => "webhook-stopped",
            Self::DeliveryPending => "delivery-pending",
            Self::SecondFactorSet => "second-factor-set",
            Self::NoSecondFactor => "no-second-factor",
            Self::NotAnEngineer => "not-an-engineer",
        }
    }
}

fn impossible(from: TicketStatus, to: TicketStatus) -> String {
    if from == to {
        format!("the ticket is {from} already")
    } else {
        format!("a ticket that is {from} cannot become {to}")
    }
}

fn words(actions: &[StatusAction]) -> String {
    match actions {
        [] => "nothing".to_owned(),
        _ => actions.iter().map(StatusAction::as_str).collect::<Vec<_>>().join(", "),
    }
}
