use std::path::Path;

/// Compares a text with a golden file of this crate. With `UPDATE_GOLDEN=1` it writes the file instead, for a review of
/// the difference.
pub(crate) fn compare(file: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (expected, actual)) in expected.lines().zip(actual.lines()).enumerate() {
        assert_eq!(expected, actual, "{file}, line {}; UPDATE_GOLDEN=1 accepts the change", number + 1);
    }
    assert_eq!(expected.lines().count(), actual.lines().count(), "{file} has another length");
}
