use crate::history::Fact;
use crate::people::{Look, Person, Theme};

/// A change of how the pages look to a person. A field that is `None` does not change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LookChange {
    /// The new colours.
    pub theme: Option<Theme>,
    /// Whether single keys do something from now on.
    pub single_keys: Option<bool>,
}

impl LookChange {
    /// Applies the change, and returns the facts to record.
    pub(super) fn apply(self, person: &mut Person) -> Vec<Fact> {
        let Look { theme, single_keys } = person.look;
        let look = Look { theme: self.theme.unwrap_or(theme), single_keys: self.single_keys.unwrap_or(single_keys) };
        person.change_look(look)
    }
}
