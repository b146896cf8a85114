//! The members of a body or query: the right names, each once, each of the right type. serde stops at the first fault. Here each faulty
//! member is noted and removed, and the rest is read again, so that the answer names them all.

use std::fmt;

use deskhand_http_core::problem::Fields;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// More do not help a client, and each costs another pass.
const MOST_FAULTS: usize = 20;

/// The members of a JSON object, with the names that came more than once.
#[derive(Debug, Default)]
pub(crate) struct JsonObject {
    values: Map<String, Value>,
    repeated: Vec<String>,
}

impl JsonObject {
    pub(super) fn add(&mut self, name: String, value: Value) {
        if self.values.contains_key(&name) {
            self.repeated.push(name);
        } else {
            self.values.insert(name, value);
        }
    }

    /// Reads a `T`, whose fields must all have a default. Members that do not fit are noted and left out.
    pub(crate) fn read<T: DeserializeOwned>(self, fields: &mut Fields) -> Option<T> {
        for name in &self.repeated {
            fields.refuse(name, "repeated", "must be given only once");
        }
        let mut input = Value::Object(self.values);
        loop {
            let error = match serde_path_to_error::deserialize(&input) {
                Ok(read) => return Some(read),
                Err(error) => error,
            };
            let name = top_level(&error);
            let (code, detail) = fault(&error.inner().to_string());
            fields.refuse(&name, code, detail);
            let removed = input.as_object_mut().and_then(|object| object.remove(&name));
            if removed.is_none() || fields.len() >= MOST_FAULTS {
                return None;
            }
        }
    }
}

/// The member in which the fault is. Names may contain dots, so the path as a text would be ambiguous.
fn top_level(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    match error.path().iter().next() {
        Some(serde_path_to_error::Segment::Map { key }) => key.clone(),
        _ => String::new(),
    }
}

/// The answer says what was expected. It does not repeat what came, which may be a secret.
fn fault(message: &str) -> (&'static str, String) {
    if message.starts_with("unknown field") {
        return ("unknown", "is not known here".to_owned());
    }
    let expected = match message.rsplit_once("expected ") {
        Some((_, "i64")) => "a whole number",
        Some((_, expected)) => expected,
        None => "something else",
    };
    ("type", format!("must be {expected}"))
}

impl<'de> Deserialize<'de> for JsonObject {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = JsonObject;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<JsonObject, A::Error> {
                let mut object = JsonObject::default();
                while let Some((name, value)) = input.next_entry()? {
                    object.add(name, value);
                }
                Ok(object)
            }
        }

        input.deserialize_map(Object)
    }
}
