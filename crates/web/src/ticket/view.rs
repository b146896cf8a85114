use deskhand_domain::permissions::Denied;
use deskhand_domain::ticket::{Refusal, StatusAction, TicketAction, TicketStatus, transitions};
use deskhand_domain::use_cases::TicketDetail;
use deskhand_http_core::AppState;

use crate::door::{Shell, reason};

/// Whether a person may do something now, and why not.
pub(super) type Answer = Result<(), Refusal>;

/// A move that the person may make now, or may not for a reason that they can do something about.
pub(super) struct Move {
    pub(super) action: StatusAction,
    pub(super) to: TicketStatus,
    pub(super) answer: Answer,
}

/// The answer to one action.
pub(super) fn answer_of(detail: &TicketDetail, action: TicketAction) -> Answer {
    let found = detail.allowed_actions.iter().find(|(known, _)| *known == action);
    found.map_or(Err(Refusal::Denied(Denied::CannotSee)), |(_, answer)| answer.clone())
}

/// The moves of the state machine from where the ticket is, without those that belong to other people.
pub(super) fn moves(detail: &TicketDetail, state: &AppState, is_staff: bool) -> Vec<Move> {
    let rules = &state.use_cases.rules().workflow;
    let from = detail.view.ticket.status;
    let known = transitions::moves_from(from, rules).into_iter().filter_map(|action| {
        let to = transitions::next(from, action, rules)?;
        Some(Move { action, to, answer: answer_of(detail, TicketAction::Move(action)) })
    });
    let is_own = |one: &Move| !matches!(one.answer, Err(Refusal::Denied(_)));
    // To those who ask, "it is solved" is one thing. The next reply opens a closed ticket as well as a resolved one.
    let says_more = |one: &Move| {
        is_staff || matches!(one.action, StatusAction::Close | StatusAction::Cancel | StatusAction::Reopen)
    };
    known.filter(is_own).filter(says_more).collect()
}

/// Everything else that is refused now, with the reason.
pub(super) fn refusals(detail: &TicketDetail, shell: &Shell) -> Vec<(String, String)> {
    let refused = detail.allowed_actions.iter().filter_map(|(action, answer)| {
        let refusal = answer.as_ref().err()?;
        let is_move = matches!(refusal, Refusal::IllegalTransition { .. });
        (!is_move).then(|| (shell.word("action", action.as_str()), reason(refusal, shell)))
    });
    refused.collect()
}
