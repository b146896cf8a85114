//! The rules that differ from desk to desk (docs/domain.md section 6). Everywhere else the domain asks these
//! values; it never asks which product it runs in.

use time::Duration;

use crate::text::word_type;

word_type! {
    /// Which tickets an engineer sees.
    EngineerScope: "one of assigned, all" {
        /// Those assigned to or reported by them.
        Assigned = "assigned",
        /// Every ticket.
        All = "all",
    }
}

word_type! {
    /// Which engineers move a ticket. With `All` they also take it from its assignee.
    EngineersAct: "one of assigned, all" {
        /// The assigned engineer.
        Assigned = "assigned",
        /// Every engineer who sees it.
        All = "all",
    }
}

word_type! {
    /// The lowest rank that changes the priority of a ticket.
    PriorityNeeds: "one of assignee, admin, superadmin" {
        /// The assigned engineer.
        Assignee = "assignee",
        /// An admin.
        Admin = "admin",
        /// A superadmin.
        Superadmin = "superadmin",
    }
}

word_type! {
    /// Who must sign in with a second factor.
    SecondFactorFor: "one of none, admins, staff" {
        /// No role must; each person may.
        Nobody = "none",
        /// Admins and superadmins.
        Admins = "admins",
        /// Engineers, admins and superadmins.
        Staff = "staff",
    }
}

/// The workflow policies, with the defaults of docs/domain.md section 6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workflow {
    /// Which tickets an engineer sees.
    pub engineer_scope: EngineerScope,
    /// Whether engineers may list people.
    pub engineers_list_users: bool,
    /// Whether the assigned engineer may resolve.
    pub engineers_may_resolve: bool,
    /// Whether the reporter may resolve.
    pub reporters_may_resolve: bool,
    /// Whether staff resolve only after at least one response.
    pub resolve_requires_response: bool,
    /// Whether the reporter may write again only after staff answered once.
    pub reporter_reply_requires_response: bool,
    /// Whether a reporter's message reopens a ticket that is resolved, unresolved or closed.
    pub reopen_on_reporter_reply: bool,
    /// How long after closing a ticket can be reopened.
    pub reopen_window: Duration,
    /// How long after resolving a ticket closes by itself; `None` for never.
    pub auto_close_after: Option<Duration>,
    /// How long before a ticket closes by itself its reporter is warned, at most the whole grace; `None` for no warning.
    pub auto_close_warning: Option<Duration>,
    /// Whether signing in needs a verified address. Letters about tickets need one in any case.
    pub require_verified_email: bool,
    /// Whether tickets are assigned automatically.
    pub auto_assign: bool,
    /// Which engineers move a ticket and take it from its assignee.
    pub engineers_act: EngineersAct,
    /// Whether an engineer may close; does not bind admins.
    pub engineers_may_close: bool,
    /// Whether the reporter may cancel a resolved or unresolved ticket.
    pub cancel_when_settled: bool,
    /// Whether the reporter may change the priority.
    pub reporters_may_prioritise: bool,
    /// Who of the staff changes a priority at least. Above the assignee it also binds the opening of a ticket.
    pub priority_needs: PriorityNeeds,
    /// Whether a reply on a resolved or unresolved ticket is accepted and leaves its status.
    pub reply_keeps_status: bool,
    /// Whether only customers open tickets.
    pub only_customers_open: bool,
    /// Whether a sign-up needs a phone number. A person cannot remove their own then.
    pub phone_required: bool,
    /// Whether a new password needs 10 characters with an upper-case letter, a lower-case letter, a digit and another
    /// character.
    pub password_classes: bool,
    /// Which roles must sign in with a second factor.
    pub require_second_factor: SecondFactorFor,
}

impl Default for Workflow {
    fn default() -> Self {
        Self {
            engineer_scope: EngineerScope::Assigned,
            engineers_list_users: false,
            engineers_may_resolve: true,
            reporters_may_resolve: true,
            resolve_requires_response: true,
            reporter_reply_requires_response: false,
            reopen_on_reporter_reply: true,
            reopen_window: Duration::days(14),
            auto_close_after: Some(Duration::days(7)),
            auto_close_warning: Some(Duration::days(1)),
            require_verified_email: false,
            auto_assign: true,
            engineers_act: EngineersAct::Assigned,
            engineers_may_close: true,
            cancel_when_settled: false,
            reporters_may_prioritise: false,
            priority_needs: PriorityNeeds::Assignee,
            reply_keeps_status: false,
            only_customers_open: false,
            phone_required: false,
            password_classes: false,
            require_second_factor: SecondFactorFor::Nobody,
        }
    }
}
