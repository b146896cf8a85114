use super::case::{IncomingCase, Part, Recognition, Standing};
use super::rules::{IncomingRules, Intake};
use super::verdict::{HeldBecause, Verdict};
use crate::incoming::{AuthenticationVerdict, IncomingKind};
use crate::ticket::MessageKind;

/// Decides what becomes of a mail. The first rule that fits counts.
///
/// Recognising a ticket and trusting a person are two questions. An answer is taken in where its sender wrote to an address that only they
/// got, or where the own mail server vouches for them; what comes to an address of another person is never shown to a customer.
#[must_use]
pub fn decide(case: &IncomingCase, rules: &IncomingRules) -> Verdict {
    by_kind(case)
        .or_else(|| refused(case).map(Verdict::Hold))
        .or_else(|| answer(case, rules))
        .unwrap_or_else(|| new_ticket(case, rules))
}

fn by_kind(case: &IncomingCase) -> Option<Verdict> {
    match case.kind {
        IncomingKind::Own => Some(Verdict::Drop),
        IncomingKind::Bounce => Some(Verdict::Bounce),
        IncomingKind::OtherReport | IncomingKind::AutomaticAnswer => Some(Verdict::Record),
        IncomingKind::Machine | IncomingKind::List | IncomingKind::Human => None,
    }
}

/// What no address can outweigh.
fn refused(case: &IncomingCase) -> Option<HeldBecause> {
    match (case.standing, case.proof) {
        _ if !case.is_readable => Some(HeldBecause::Unread),
        (Standing::NoSender, _) => Some(HeldBecause::NoSender),
        (Standing::NotInUse, _) => Some(HeldBecause::AccountNotInUse),
        (_, AuthenticationVerdict::Fail) => Some(HeldBecause::Refuted),
        _ if case.is_over_cap => Some(HeldBecause::Storm),
        _ => None,
    }
}

/// `None` where it is about another matter than the ticket that it names, or names none.
fn answer(case: &IncomingCase, rules: &IncomingRules) -> Option<Verdict> {
    let is_proven = case.proof == AuthenticationVerdict::Pass;
    let staff = |kind| match rules.staff_needs_authentication && !is_proven {
        true => Verdict::Hold(HeldBecause::StaffUnproven),
        false => Verdict::Post(kind),
    };
    Some(match (case.recognition, case.part) {
        (Recognition::OwnAddress, Part::Reporter | Part::Follower) => Verdict::Post(MessageKind::Request),
        (Recognition::OwnAddress, Part::Staff) => staff(MessageKind::Response),
        (Recognition::OwnAddress, Part::Other) => Verdict::Hold(HeldBecause::NoPart),
        (Recognition::OwnNoteAddress, Part::Staff) => staff(MessageKind::Note),
        (Recognition::OwnNoteAddress, _) => Verdict::Hold(HeldBecause::NoteAddress),
        (Recognition::ForeignAddress, Part::Staff) if is_proven => Verdict::Post(MessageKind::Response),
        (Recognition::ForeignNoteAddress, Part::Staff) if is_proven => Verdict::Post(MessageKind::Note),
        (Recognition::ForeignAddress | Recognition::ForeignNoteAddress, _) => {
            Verdict::Hold(HeldBecause::ForeignAddress)
        }
        _ if case.is_forward => return None,
        (Recognition::Reference | Recognition::Subject, part) if part.asks() && case.standing == Standing::Unproven => {
            Verdict::Hold(HeldBecause::UnprovenAccount)
        }
        (Recognition::Reference | Recognition::Subject, Part::Reporter | Part::Follower) => {
            let is_taken = is_proven || rules.weak_replies == Intake::Take;
            if is_taken { Verdict::Post(MessageKind::Request) } else { Verdict::Hold(HeldBecause::Weak) }
        }
        (Recognition::Reference, Part::Staff) => Verdict::Hold(HeldBecause::Weak),
        (Recognition::Reference, Part::Other) => Verdict::Hold(HeldBecause::Bystander),
        // The number may be meant in any way: it stays in the title.
        (Recognition::Subject | Recognition::None, _) => return None,
    })
}

fn new_ticket(case: &IncomingCase, rules: &IncomingRules) -> Verdict {
    let is_by_machine = case.kind != IncomingKind::Human;
    if case.is_marked_spam {
        return Verdict::Hold(HeldBecause::Spam);
    }
    if is_by_machine && rules.machines == Intake::Hold && !case.is_allowed_machine {
        return Verdict::Hold(HeldBecause::Machine);
    }
    match case.standing {
        Standing::Unproven => Verdict::Hold(HeldBecause::UnprovenAccount),
        Standing::Known if case.is_forwarded_by_staff() => Verdict::Hold(HeldBecause::Forward),
        Standing::Stranger if rules.strangers == Intake::Hold => Verdict::Hold(HeldBecause::Stranger),
        _ => Verdict::Open { with_receipt: !is_by_machine },
    }
}
