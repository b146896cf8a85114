use std::path::Path;

/// Compares with a file below the crate; with `UPDATE_GOLDEN=1` writes it, for a person to read the difference.
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
