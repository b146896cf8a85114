use serde::Deserialize;

use crate::door::Faults;

/// A page of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Profile,
    Password,
    SecondFactor,
    Look,
    Sessions,
    Notifications,
    Keys,
}

impl Section {
    const ALL: [Self; 7] = [
        Self::Profile,
        Self::Look,
        Self::Notifications,
        Self::Password,
        Self::SecondFactor,
        Self::Sessions,
        Self::Keys,
    ];

    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Profile => "/account",
            Self::Password => "/account/password",
            Self::SecondFactor => "/account/second-factor",
            Self::Look => "/account/look",
            Self::Sessions => "/account/sessions",
            Self::Notifications => "/account/notifications",
            Self::Keys => "/account/keys",
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Profile => "own-account",
            Self::Password => "own-password",
            Self::SecondFactor => "own-factor",
            Self::Look => "own-look",
            Self::Sessions => "own-sessions",
            Self::Notifications => "own-mail",
            Self::Keys => "own-keys",
        }
    }
}

/// What all pages of the account have: which one it is, and what became of the last form.
pub(super) struct Frame {
    pub(super) section: Section,
    pub(super) done: Option<&'static str>,
    pub(super) notice: Option<String>,
    pub(super) faults: Faults,
}

impl Frame {
    pub(super) fn new(section: Section) -> Self {
        Self { section, done: None, notice: None, faults: Faults::default() }
    }

    /// The page after a form was carried out, as its address says.
    pub(super) fn after(section: Section, query: &DoneQuery) -> Self {
        Self { done: query.words(), ..Self::new(section) }
    }

    /// The page again, with what is wrong.
    pub(super) fn with_faults(section: Section, faults: Faults) -> Self {
        Self { faults, ..Self::new(section) }
    }

    /// The page again, with why it was refused.
    pub(super) fn refused(section: Section, words: String) -> Self {
        Self { notice: Some(words), ..Self::new(section) }
    }

    pub(super) fn sections(&self) -> &'static [Section] {
        &Section::ALL
    }
}

/// What was done last, in the address that the browser was sent to.
#[derive(Deserialize)]
pub(crate) struct DoneQuery {
    #[serde(default)]
    done: String,
}

impl DoneQuery {
    /// The id of the text that says it. Other words in the address say nothing.
    fn words(&self) -> Option<&'static str> {
        match self.done.as_str() {
            "saved" => Some("done-saved"),
            "email" => Some("done-email"),
            "password" => Some("done-password"),
            "session" => Some("done-session"),
            "sessions" => Some("done-sessions"),
            "key" => Some("done-key"),
            "factor" => Some("done-factor"),
            _ => None,
        }
    }
}
