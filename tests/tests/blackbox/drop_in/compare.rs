//! Compares an answer with the sample of a document.

use std::collections::BTreeMap;

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Which id of the desk a document's id is. Ids differ from run to run, but the same thing has the same id wherever a document
/// names it.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<String, String>);

impl Ids {
    /// Replaces the document's id in a path.
    pub(super) fn in_path(&self, path: &str) -> String {
        self.0.iter().fold(path.to_owned(), |path, (theirs, ours)| path.replace(theirs, ours))
    }

    /// Fails unless `ours` has the fields and values of the document. Times, ids and tokens are compared by their form, and ids
    /// by what they name.
    #[track_caller]
    pub(super) fn check(&mut self, document: &Value, ours: &Value) {
        self.check_at("", document, ours);
    }

    #[track_caller]
    fn check_at(&mut self, path: &str, document: &Value, ours: &Value) {
        match (document, ours) {
            (Value::Object(theirs), Value::Object(here)) => {
                assert_eq!(here.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>(), "{path}");
                for (key, value) in theirs {
                    self.check_at(&format!("{path}/{key}"), value, &here[key]);
                }
            }
            (Value::Array(theirs), Value::Array(here)) => {
                assert_eq!(here.len(), theirs.len(), "{path}: {ours}");
                for (n, (value, here)) in theirs.iter().zip(here).enumerate() {
                    self.check_at(&format!("{path}/{n}"), value, here);
                }
            }
            (Value::String(theirs), Value::String(here)) => self.check_text(path, theirs, here),
            _ => assert_eq!(ours, document, "{path}"),
        }
    }

    #[track_caller]
    fn check_text(&mut self, path: &str, theirs: &str, ours: &str) {
        let moment = |text: &str| OffsetDateTime::parse(text, &Rfc3339).is_ok() && text.len() == theirs.len();
        let is_id = theirs.len() == 24 && theirs.chars().all(|c| c.is_ascii_hexdigit());
        if moment(theirs) {
            assert!(moment(ours), "{path}: {ours} is no time such as {theirs}");
        } else if is_id {
            let known = self.0.entry(theirs.to_owned()).or_insert_with(|| ours.to_owned());
            assert_eq!(known, ours, "{path}: {theirs}");
            assert_eq!(self.0.values().filter(|id| *id == ours).count(), 1, "{path}: {ours} is two of the document's");
        } else if path.to_lowercase().ends_with("token") {
            assert_eq!(ours.split('.').count(), 3, "{path}: {ours} is no token");
        } else {
            assert_eq!(ours, theirs, "{path}");
        }
    }
}
