use time::Duration;

use crate::notification::LetterBudgets;
use crate::policy::Workflow;

/// The values that the operator sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The policies for tickets and people.
    pub workflow: Workflow,
    /// How long an access token is valid; 15 minutes by default.
    pub access_token_lifetime: Duration,
    /// How long an unused refresh token is valid; 7 days by default.
    pub refresh_token_lifetime: Duration,
    /// How many letters one person may cause and get; no limits by default.
    pub letters: LetterBudgets,
    /// Whether changes queue mails; yes by default. Seeding demo data turns it off, because its people do not exist.
    pub send_notices: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            workflow: Workflow::default(),
            access_token_lifetime: Duration::minutes(15),
            refresh_token_lifetime: Duration::days(7),
            letters: LetterBudgets::default(),
            send_notices: true,
        }
    }
}
