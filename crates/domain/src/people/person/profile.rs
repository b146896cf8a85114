use super::{Person, PersonName};
use crate::history::{EventKind, Fact};
use crate::people::{Language, Look, PhoneNumber, TimeZone, Username};

impl Person {
    /// Changes the name.
    pub fn rename(&mut self, name: PersonName) -> Vec<Fact> {
        // The names themselves stay out of the history: it outlives the person, and must not tell.
        self.set(EventKind::ProfileChanged, |p| (p.name != name).then(|| p.name = name)).into_iter().collect()
    }

    /// Gives another username.
    pub fn change_username(&mut self, username: Username) -> Vec<Fact> {
        self.set(EventKind::ProfileChanged, |p| (p.username != username).then(|| p.username = username))
            .into_iter()
            .collect()
    }

    /// Changes or clears the phone number.
    pub fn change_phone(&mut self, phone: Option<PhoneNumber>) -> Vec<Fact> {
        self.set(EventKind::ProfileChanged, |p| (p.phone != phone).then(|| p.phone = phone)).into_iter().collect()
    }

    /// Chooses the language of letters, or leaves it to the desk.
    pub fn change_language(&mut self, language: Option<Language>) -> Vec<Fact> {
        self.set(EventKind::ProfileChanged, |p| (p.language != language).then(|| p.language = language))
            .into_iter()
            .collect()
    }

    /// Chooses the time zone of moments in letters, or leaves it to the desk.
    pub fn change_time_zone(&mut self, time_zone: Option<TimeZone>) -> Vec<Fact> {
        self.set(EventKind::ProfileChanged, |p| (p.time_zone != time_zone).then(|| p.time_zone = time_zone))
            .into_iter()
            .collect()
    }

    /// Chooses how the pages look.
    pub fn change_look(&mut self, look: Look) -> Vec<Fact> {
        self.set(EventKind::ProfileChanged, |p| (p.look != look).then(|| p.look = look)).into_iter().collect()
    }
}
