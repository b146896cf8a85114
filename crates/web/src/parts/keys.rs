/// A single key of the pages, and what it stands for.
pub(crate) struct Key {
    /// The key, or two after each other.
    pub(crate) keys: &'static str,
    /// The id of the text that says it.
    pub(crate) says: &'static str,
    /// The path that it goes to; else it presses the button of the page that has it as `data-key`.
    pub(crate) goes: Option<&'static str>,
}

/// All keys. The help dialog shows them, and `keys.js` reads them there.
pub(crate) const KEYS: &[Key] = &[
    key("j", "key-next"),
    key("k", "key-previous"),
    key("u", "key-list"),
    key("x", "key-choose"),
    key("X", "key-choose-range"),
    key("b", "key-bulk"),
    key("/", "key-search"),
    key("r", "key-reply"),
    key("n", "key-note"),
    key("e", "key-resolve"),
    key("t", "key-take"),
    key("a", "key-assign"),
    key("p", "key-priority"),
    key("m", "key-mute"),
    go("c", "key-new", "/requests/new"),
    go("g i", "key-inbox", "/inbox"),
    go("g m", "key-mine", "/inbox?view=mine"),
    go("g u", "key-unassigned", "/inbox?view=unassigned"),
    go("g p", "key-people", "/people"),
    go("g r", "key-reports", "/reports"),
    key("Ctrl K", "key-go"),
    key("?", "key-help"),
];

const fn key(keys: &'static str, says: &'static str) -> Key {
    Key { keys, says, goes: None }
}

const fn go(keys: &'static str, says: &'static str, path: &'static str) -> Key {
    Key { keys, says, goes: Some(path) }
}
