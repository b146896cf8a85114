use deskhand_domain::people::{Look, Person, Role, Theme, TimeZone};
use deskhand_http_core::{AppState, public_path};
use time::OffsetDateTime;

use crate::assets;
use crate::parts::{KEYS, Key, Moments};
use crate::words::{Arg, Words};

/// What the frame of every page needs: the language, the person, where it is.
#[derive(Clone)]
pub(crate) struct Shell {
    pub(crate) words: &'static Words,
    /// The path below which the pages are, without a slash at its end.
    pub(crate) base: String,
    pub(crate) me: Option<Me>,
    /// How pages look to the person.
    pub(crate) look: Look,
    pub(crate) now: OffsetDateTime,
    moments: Moments,
}

/// The person who looks at a page.
#[derive(Clone)]
pub(crate) struct Me {
    pub(crate) name: String,
    pub(crate) username: String,
    pub(crate) role: Role,
}

impl Me {
    pub(crate) const fn is_staff(&self) -> bool {
        self.role.is_staff()
    }

    pub(crate) const fn is_admin(&self) -> bool {
        self.role.is_admin()
    }
}

impl Shell {
    pub(crate) fn new(state: &AppState, words: &'static Words) -> Self {
        let now = state.use_cases.clock().now();
        let moments = Moments::new(words, rules_of(&state.use_cases.rules().time_zone), now);
        Self { words, base: public_path(&state.public_url), me: None, look: Look::default(), now, moments }
    }

    /// The frame before anything is known of the request but its languages.
    pub(crate) fn bare(words: &'static Words, base: String) -> Self {
        let now = OffsetDateTime::UNIX_EPOCH;
        let moments = Moments::new(words, jiff::tz::TimeZone::UTC, now);
        Self { words, base, me: None, look: Look::default(), now, moments }
    }

    /// The same for this person, with the times of their clock.
    pub(crate) fn of(self, person: &Person) -> Self {
        let (name, username) = (person.name.to_string(), person.username.to_string());
        let me = Me { name, username, role: person.role };
        let moments = match &person.time_zone {
            Some(zone) => Moments::new(self.words, rules_of(zone), self.now),
            None => self.moments,
        };
        Self { me: Some(me), look: person.look, moments, ..self }
    }

    /// The colours that the person chose; none where the device decides.
    pub(crate) fn theme(&self) -> Option<Theme> {
        Some(self.look.theme).filter(|theme| *theme != Theme::System)
    }

    /// Whether the person who looks at the page is an admin.
    pub(crate) fn is_admin(&self) -> bool {
        self.me.as_ref().is_some_and(Me::is_admin)
    }

    pub(crate) fn words(&self) -> &'static Words {
        self.words
    }

    /// A text without arguments.
    pub(crate) fn say(&self, id: &str) -> String {
        self.words().say(id, &[])
    }

    /// A text about something that a person wrote, such as their name.
    pub(crate) fn say1(&self, id: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.words().say(id, &[(name, Arg::theirs(value))])
    }

    /// A text about a number `$n`.
    pub(crate) fn count(&self, id: &str, n: impl std::fmt::Display) -> String {
        let number = n.to_string().parse().unwrap_or(0);
        self.words().say(id, &[("n", Arg::Number(number))])
    }

    /// A text whose id ends with a word of the domain, such as `status-open`.
    pub(crate) fn word(&self, of: &str, word: impl std::fmt::Display) -> String {
        let word = word.to_string();
        self.words().find(&format!("{of}-{}", word.replace('_', "-")), &[]).unwrap_or(word)
    }

    /// A moment as an element, as long ago as it is, with the time of the reader's clock.
    pub(crate) fn time(&self, at: &OffsetDateTime) -> String {
        self.moments.element(*at)
    }

    /// A moment in full, by the reader's clock: on paper there is no "2 h".
    pub(crate) fn whole_time(&self, at: &OffsetDateTime) -> String {
        self.moments.whole(*at)
    }

    /// The keys of the staff.
    pub(crate) fn keys(&self) -> &'static [Key] {
        KEYS
    }

    /// The address of one of our files.
    pub(crate) fn asset(&self, file: &str) -> String {
        format!("{}/assets/{}/{file}", self.base, assets::hash())
    }
}

fn rules_of(zone: &TimeZone) -> jiff::tz::TimeZone {
    // Every zone of the domain has its rules.
    jiff::tz::TimeZone::tzif(zone.as_str(), zone.tzif()).unwrap_or(jiff::tz::TimeZone::UTC)
}
