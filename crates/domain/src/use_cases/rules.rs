use time::Duration;

use crate::policy::Workflow;

/// The values that an operator sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The policies of this desk.
    pub workflow: Workflow,
    /// How long an access token is good.
    pub access_token_lifetime: Duration,
    /// How long a refresh token is good if it is not used.
    pub refresh_token_lifetime: Duration,
    /// Whether changes queue mails. A demonstration switches it off: its people do not exist.
    pub send_notices: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            workflow: Workflow::default(),
            access_token_lifetime: Duration::minutes(15),
            refresh_token_lifetime: Duration::days(7),
            send_notices: true,
        }
    }
}
