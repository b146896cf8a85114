use std::str::FromStr;

use deskhand_domain::Invalid;
use deskhand_domain::policy::{EngineerScope, EngineersAct, PriorityNeeds, SecondFactorFor, Workflow};
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use time::Duration;

use super::serde_duration::{duration, duration_or_never};

/// The policies of the help desk, as the settings spell them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a policy of its own")]
pub struct WorkflowSettings {
    #[serde(deserialize_with = "word")]
    engineer_scope: EngineerScope,
    engineers_list_users: bool,
    engineers_may_resolve: bool,
    reporters_may_resolve: bool,
    resolve_requires_response: bool,
    reporter_reply_requires_response: bool,
    reopen_on_reporter_reply: bool,
    #[serde(deserialize_with = "duration")]
    reopen_window: Duration,
    #[serde(deserialize_with = "duration_or_never")]
    auto_close_after: Option<Duration>,
    #[serde(deserialize_with = "duration_or_never")]
    auto_close_warning: Option<Duration>,
    require_verified_email: bool,
    auto_assign: bool,
    #[serde(deserialize_with = "word")]
    engineers_act: EngineersAct,
    engineers_may_close: bool,
    cancel_when_settled: bool,
    reporters_may_prioritise: bool,
    #[serde(deserialize_with = "word")]
    priority_needs: PriorityNeeds,
    reply_keeps_status: bool,
    only_customers_open: bool,
    phone_required: bool,
    password_classes: bool,
    #[serde(deserialize_with = "word")]
    require_second_factor: SecondFactorFor,
}

impl From<WorkflowSettings> for Workflow {
    fn from(settings: WorkflowSettings) -> Self {
        Self {
            engineer_scope: settings.engineer_scope,
            engineers_list_users: settings.engineers_list_users,
            engineers_may_resolve: settings.engineers_may_resolve,
            reporters_may_resolve: settings.reporters_may_resolve,
            resolve_requires_response: settings.resolve_requires_response,
            reporter_reply_requires_response: settings.reporter_reply_requires_response,
            reopen_on_reporter_reply: settings.reopen_on_reporter_reply,
            reopen_window: settings.reopen_window,
            auto_close_after: settings.auto_close_after,
            auto_close_warning: settings.auto_close_warning,
            require_verified_email: settings.require_verified_email,
            auto_assign: settings.auto_assign,
            engineers_act: settings.engineers_act,
            engineers_may_close: settings.engineers_may_close,
            cancel_when_settled: settings.cancel_when_settled,
            reporters_may_prioritise: settings.reporters_may_prioritise,
            priority_needs: settings.priority_needs,
            reply_keeps_status: settings.reply_keeps_status,
            only_customers_open: settings.only_customers_open,
            phone_required: settings.phone_required,
            password_classes: settings.password_classes,
            require_second_factor: settings.require_second_factor,
        }
    }
}

/// Reads one of the words of a policy.
fn word<'de, D: Deserializer<'de>, W: FromStr<Err = Invalid>>(deserializer: D) -> Result<W, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}
