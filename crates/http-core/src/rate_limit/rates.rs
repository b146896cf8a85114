use super::rate::Rate;

/// The rate of each limit; `None` for no limit.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    /// Sign-ins to one account from one address; and new passwords of one person.
    pub sign_in: Option<Rate>,
    /// Sign-ins to one account from all addresses from which nobody has signed in to it before.
    pub sign_in_account: Option<Rate>,
    /// Sign-ins with any logins from one address.
    pub sign_in_address: Option<Rate>,
    /// Sign-ups from one address.
    pub sign_up: Option<Rate>,
    /// Refreshed sessions from one address.
    pub refresh: Option<Rate>,
    /// Mails with a link in them that are asked for from one address.
    pub mail: Option<Rate>,
    /// Links from mails that are followed from one address.
    pub link: Option<Rate>,
    /// Changes of any kind by one person, API keys included.
    pub writes: Option<Rate>,
}
