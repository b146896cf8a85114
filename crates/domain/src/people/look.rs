use crate::text::word_type;

word_type! {
    /// The colours in which a person sees the pages.
    Theme: "one of system, light, dark" {
        /// As the person's device is set.
        System = "system",
        /// Dark words on a light ground.
        Light = "light",
        /// Light words on a dark ground.
        Dark = "dark",
    }
}

/// How the pages look to a person, and whether they listen to single keys; the same in every browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// Whether a key without others does something outside of fields. Who dictates or types with an aid turns it off (WCAG 2.1.4).
    pub single_keys: bool,
}

/// What holds until a person chooses: the colours of the device, and single keys.
impl Default for Look {
    fn default() -> Self {
        Self { theme: Theme::System, single_keys: true }
    }
}
