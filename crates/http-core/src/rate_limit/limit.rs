use super::rate::Rate;
use super::rates::Rates;

/// A limit with a counter of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Sign-ins by account and address. The handler counts them, for only it knows the login.
    SignIn,
    /// Sign-ins by account, from all addresses together. The handler counts them.
    SignInAccount,
    /// Sign-ins by address.
    SignInAddress,
    /// Sign-ups by address.
    SignUp,
    /// Refreshed and ended sessions, and used tickets for event streams, by address.
    Refresh,
    /// Mails asked for by address.
    Mail,
    /// Links followed by address.
    Link,
    /// Current passwords by person, where one is sent with a change: who finds an open session could guess it.
    NewPassword,
    /// Changes by person.
    Writes,
}

/// What the requests under one limit are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CountedBy {
    Address,
    Login,
    Person,
}

impl Limit {
    pub(super) const ALL: &[Self] = &[
        Self::SignIn,
        Self::SignInAccount,
        Self::SignInAddress,
        Self::SignUp,
        Self::Refresh,
        Self::Mail,
        Self::Link,
        Self::NewPassword,
        Self::Writes,
    ];

    pub(super) const fn counted_by(self) -> CountedBy {
        match self {
            Self::SignIn | Self::SignInAccount => CountedBy::Login,
            Self::SignInAddress | Self::SignUp | Self::Refresh | Self::Mail | Self::Link => CountedBy::Address,
            Self::NewPassword | Self::Writes => CountedBy::Person,
        }
    }

    /// The name in the headers.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "signin",
            Self::SignInAccount => "signin-account",
            Self::SignInAddress => "signin-address",
            Self::SignUp => "signup",
            Self::Refresh => "refresh",
            Self::Mail => "mail",
            Self::Link => "link",
            Self::NewPassword => "new-password",
            Self::Writes => "writes",
        }
    }

    pub(super) const fn rate(self, rates: &Rates) -> Option<Rate> {
        match self {
            Self::SignIn | Self::NewPassword => rates.sign_in,
            Self::SignInAccount => rates.sign_in_account,
            Self::SignInAddress => rates.sign_in_address,
            Self::SignUp => rates.sign_up,
            Self::Refresh => rates.refresh,
            Self::Mail => rates.mail,
            Self::Link => rates.link,
            Self::Writes => rates.writes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_a_name_of_its_own() {
        let mut names: Vec<_> = Limit::ALL.iter().map(|limit| limit.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Limit::ALL.len());
    }
}
