use deskhand_domain::policy::{EngineerScope, Workflow};
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use time::Duration;

use super::serde_duration::{duration, duration_or_never};

/// The policies of the help desk, as the settings spell them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a policy of its own")]
pub struct WorkflowSettings {
    #[serde(deserialize_with = "scope")]
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
        }
    }
}

fn scope<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EngineerScope, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}
