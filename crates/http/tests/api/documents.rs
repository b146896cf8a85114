//! The documents in docs/ are those of the program, so that clients can be generated and changes be read without it.

use std::path::Path;

use serde_json::Value;

#[test]
fn the_documents_are_as_they_are_kept() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (name, document) in [("openapi.json", deskhand_http::openapi()), ("asyncapi.json", deskhand_http::asyncapi())] {
        let path = docs.join(name);
        let now = format!("{}\n", serde_json::to_string_pretty(&document).unwrap());
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &now).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let change = kept.lines().zip(now.lines()).position(|(kept, now)| kept != now);
        assert!(
            kept == now,
            "docs/{name} is not what the program says, from line {}: `UPDATE_GOLDEN=1 cargo test -p deskhand-http --test api documents` \
             writes it anew; read `git diff docs` and say in CHANGELOG.md what breaks clients",
            change.unwrap_or_else(|| kept.lines().count().min(now.lines().count())) + 1
        );
    }
}

#[test]
fn the_order_of_a_document_is_always_the_same() {
    fn check(value: &Value, place: &str) {
        if let Value::Object(fields) = value {
            let names: Vec<_> = fields.keys().collect();
            assert!(names.is_sorted(), "{place}: {names:?}");
        }
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| check(value, &format!("{place}/{name}"))),
            Value::Array(values) => values.iter().for_each(|value| check(value, place)),
            _ => {}
        }
    }
    check(&deskhand_http::openapi(), "openapi");
    check(&deskhand_http::asyncapi(), "asyncapi");
}
