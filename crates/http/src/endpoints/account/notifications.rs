//! Which kinds of mail a person wants, in the body of a request.

use std::collections::BTreeMap;

use deskhand_domain::Invalid;
use deskhand_domain::notification::{Frequency, MailKind};
use deskhand_domain::ports::check_number_of_values;
use deskhand_http_core::problem::Fields;
use serde_json::{Map, Value};

/// Why a choice is refused: a stable word, and a sentence.
type Refused = (&'static str, String);

/// The choices in a merge patch. A name that is no kind, or that cannot be muted, is noted. Of too many choices none is read.
pub(super) fn read_choices(fields: &mut Fields, choices: &Map<String, Value>) -> BTreeMap<MailKind, bool> {
    read_kinds(fields, "notifications", choices, ("cannot_be_muted", "cannot be muted"), |value| match value {
        Value::Bool(wanted) => Ok(*wanted),
        _ => Err(("type", "must be a boolean".to_owned())),
    })
}

/// How soon mails of some kinds shall come, in a merge patch. A name that is no kind, or that always comes at once, is noted.
pub(super) fn read_frequencies(fields: &mut Fields, choices: &Map<String, Value>) -> BTreeMap<MailKind, Frequency> {
    read_kinds(fields, "digests", choices, ("cannot_be_delayed", "cannot be delayed"), |value| match value {
        Value::String(word) => word.parse().map_err(|reason: Invalid| (reason.code(), reason.to_string())),
        _ => Err(("type", "must be a string".to_owned())),
    })
}

/// `fixed` says what cannot be done with mails about the account.
fn read_kinds<T>(
    fields: &mut Fields,
    field: &'static str,
    choices: &Map<String, Value>,
    fixed: (&'static str, &str),
    read: impl Fn(&Value) -> Result<T, Refused>,
) -> BTreeMap<MailKind, T> {
    if fields.accept(field, check_number_of_values(choices.len())).is_none() {
        return BTreeMap::new();
    }
    let mut read_kind = |(name, value): (&String, &Value)| {
        let choice = match (name.parse::<MailKind>(), value) {
            (Err(_), _) => Err(("unknown", "is not known here".to_owned())),
            (Ok(kind), _) if !kind.can_be_muted() => Err((fixed.0, fixed.1.to_owned())),
            (Ok(_), Value::Null) => Err(("null", "cannot be cleared".to_owned())),
            (Ok(kind), value) => read(value).map(|choice| (kind, choice)),
        };
        choice.map_err(|(code, detail)| fields.refuse_member(field, name, code, &detail)).ok()
    };
    choices.iter().filter_map(&mut read_kind).collect()
}
