//! Which kinds of notice a person wants, in the body of a request.

use std::collections::BTreeMap;

use deskhand_domain::notification::MailKind;
use deskhand_domain::ports::check_number_of_values;
use deskhand_http_core::problem::Fields;
use serde_json::{Map, Value};

const FIELD: &str = "notifications";

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
