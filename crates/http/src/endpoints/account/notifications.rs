//! Which kinds of notice a person wants, in the body of a request.

use std::collections::BTreeMap;

use deskhand_domain::notification::{Frequency, MailKind};
use deskhand_domain::ports::check_number_of_values;
use deskhand_http_core::problem::Fields;
use serde_json::{Map, Value};

const FIELD: &str = "notifications";
const DIGESTS: &str = "digests";

/// The choices in a merge patch. A name that is no kind, or that cannot be muted, is noted. Of too many choices none is read.
pub(super) fn read_choices(fields: &mut Fields, choices: &Map<String, Value>) -> BTreeMap<MailKind, bool> {
    if fields.accept(FIELD, check_number_of_values(choices.len())).is_none() {
        return BTreeMap::new();
    }
    choices.iter().filter_map(|(name, value)| read_choice(fields, name, value)).collect()
}

fn read_choice(fields: &mut Fields, name: &str, value: &Value) -> Option<(MailKind, bool)> {
    let (code, detail) = match (name.parse::<MailKind>(), value) {
        (Err(_), _) => ("unknown", "is not known here"),
        (Ok(kind), _) if !kind.can_be_muted() => ("cannot_be_muted", "cannot be muted"),
        (Ok(kind), Value::Bool(wanted)) => return Some((kind, *wanted)),
        (Ok(_), Value::Null) => ("null", "cannot be cleared"),
        (Ok(_), _) => ("type", "must be a boolean"),
    };
    fields.refuse_member(FIELD, name, code, detail);
    None
}

/// How soon mails of some kinds shall come, in a merge patch. A name that is no kind, or that always comes at once, is noted.
pub(super) fn read_frequencies(fields: &mut Fields, choices: &Map<String, Value>) -> BTreeMap<MailKind, Frequency> {
    if fields.accept(DIGESTS, check_number_of_values(choices.len())).is_none() {
        return BTreeMap::new();
    }
    choices.iter().filter_map(|(name, value)| read_frequency(fields, name, value)).collect()
}

fn read_frequency(fields: &mut Fields, name: &str, value: &Value) -> Option<(MailKind, Frequency)> {
    let (code, detail) = match (name.parse::<MailKind>(), value) {
        (Err(_), _) => ("unknown", "is not known here".to_owned()),
        (Ok(kind), _) if !kind.can_be_muted() => ("cannot_be_delayed", "cannot be delayed".to_owned()),
        (Ok(kind), Value::String(word)) => match word.parse::<Frequency>() {
            Ok(frequency) => return Some((kind, frequency)),
            Err(reason) => (reason.code(), reason.to_string()),
        },
        (Ok(_), Value::Null) => ("null", "cannot be cleared".to_owned()),
        (Ok(_), _) => ("type", "must be a string".to_owned()),
    };
    fields.refuse_member(DIGESTS, name, code, &detail);
    None
}
