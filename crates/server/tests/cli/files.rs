//! Files of tickets on disk: compared with the database, backed up, restored.

use std::fs;
use std::path::PathBuf;

use crate::http::{field, get_as, post, upload};
use crate::workplace::{Serving, Workplace};

const PASSWORD: &str = "correct horse battery";
const CONTENT: &str = "the bytes of a file that somebody attached";

fn place() -> Workplace {
    Workplace::new().with("DESKHAND__BOOTSTRAP__PASSWORD", PASSWORD)
}

fn signed_in(serving: &Serving) -> String {
    let body = format!(r#"{{"login": "admin", "password": "{PASSWORD}"}}"#);
    field(&post(&serving.address(), "/api/v1/auth/signin", "", &body), "access_token")
}

/// A ticket with a file, and the path of the file in the API.
fn attached(serving: &Serving, token: &str) -> String {
    let id = field(&upload(&serving.address(), token, "a.txt", CONTENT), "id");
    let body = format!(r#"{{"title": "T", "description": "D", "attachments": ["{id}"]}}"#);
    let opened = post(&serving.address(), "/api/v1/tickets", token, &body);
    assert!(opened.starts_with("HTTP/1.1 201"), "{opened}");
    format!("/api/v1/tickets/1/attachments/{id}")
}

/// The files below a folder.
fn stored(place: &Workplace, folder: &str) -> Vec<PathBuf> {
    let folder = place.path(folder);
    place.files().into_iter().filter(|path| path.is_file() && path.starts_with(&folder)).collect()
}

#[test]
fn a_flipped_byte_and_a_missing_file_are_found() {
    let place = place();
    let serving = place.serve();
    attached(&serving, &signed_in(&serving));
    let whole = place.run(&["files", "check"]).succeeds();
    assert!(whole.out.contains("1 file(s) with 42 bytes were read; 0 missing or damaged"), "{}", whole.out);
    let [file] = stored(&place, "data/files").try_into().unwrap();
    let digest = file.file_name().unwrap().to_str().unwrap().to_owned();
    assert!(file.ends_with(format!("{}/{}/{digest}", &digest[..2], &digest[2..4])), "{file:?}");

    let mut bytes = fs::read(&file).unwrap();
    bytes[7] ^= 1;
    fs::write(&file, bytes).unwrap();
    let damaged = place.run(&["files", "check"]);
    assert!(!damaged.success && damaged.out.contains(&format!("DAMAGED  {digest}")), "{damaged:#?}");
    fs::remove_file(&file).unwrap();
    let missing = place.run(&["files", "check"]);
    assert!(!missing.success && missing.out.contains(&format!("MISSING  {digest}")), "{missing:#?}");

    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, CONTENT).unwrap();
    let stray = file.with_file_name(format!("{}{}", &digest[..4], "0".repeat(60)));
    fs::write(&stray, "nobody knows it").unwrap();
    let unknown = place.run(&["files", "check"]).succeeds();
    assert!(unknown.out.contains("unknown  "), "{}", unknown.out);
    let swept = place.run(&["files", "sweep"]).succeeds();
    assert!(swept.out.contains("noted: 1 file(s)"), "{}", swept.out);
    assert!(place.run(&["files", "sweep"]).succeeds().out.contains("noted: 0 file(s)"));
    assert!(stray.exists(), "it is deleted a day later");
    assert!(serving.stop().0);
}

#[cfg(unix)]
#[test]
fn nobody_else_on_this_machine_reads_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let place = place();
    let serving = place.serve();
    attached(&serving, &signed_in(&serving));
    let below: Vec<_> = place.files().into_iter().filter(|path| path.starts_with(place.path("data/files"))).collect();
    assert!(below.len() >= 4, "{below:?}");
    for path in below {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{path:?}");
    }
    assert!(serving.stop().0);
}

#[test]
fn a_backup_with_its_files_comes_back_whole() {
    let place = place();
    let serving = place.serve();
    let path = attached(&serving, &signed_in(&serving));
    let without = place.run(&["backup", "without.db"]).succeeds();
    assert!(without.out.contains("--files DIR"), "{}", without.out);
    let first = place.run(&["backup", "kept.db", "--files", "kept-files"]).succeeds();
    assert!(first.out.contains("1 file(s) copied") && first.out.contains("0 were there already"), "{}", first.out);
    let second = place.run(&["backup", "second.db", "--files", "kept-files"]).succeeds();
    assert!(second.out.contains("0 file(s) copied") && second.out.contains("1 were there already"), "{}", second.out);
    assert!(serving.stop().0);

    fs::remove_dir_all(place.path("data/files")).unwrap();
    assert!(!place.run(&["files", "check"]).success);
    let restored = place.run(&["restore", "kept.db", "--files", "kept-files"]).succeeds();
    assert!(restored.out.contains("1 file(s) copied"), "{}", restored.out);
    place.run(&["files", "check"]).succeeds();
    let serving = place.serve();
    let read = get_as(&serving.address(), &path, &signed_in(&serving));
    assert!(read.ends_with(CONTENT), "{read}");
    assert!(serving.stop().0);
}

#[test]
fn files_in_the_database_come_with_its_backup() {
    let place = place().with("DESKHAND__FILES__STORE", "database");
    let serving = place.serve();
    attached(&serving, &signed_in(&serving));
    assert!(stored(&place, "data/files").is_empty());
    place.run(&["backup", "kept.db", "--files", "kept-files"]).fails_saying("leave --files out");
    assert!(place.run(&["backup", "kept.db"]).succeeds().out.contains("kept.db holds everything"));
    place.run(&["files", "check"]).succeeds();
    assert!(serving.stop().0);
}

#[test]
fn wrong_settings_for_files_are_named() {
    for (key, value, reason) in [
        ("MAX_FILE", "25", "no size such as"),
        ("MAX_FILES", "0", "it must be between 1 and 100"),
        ("MAX_OPEN_UPLOADS", "1MB", "it is less than files.max_file"),
        ("STORE", "s3://bucket", "is no store"),
        ("UPLOAD_TIMEOUT", "2h", "more than 50m is too long"),
    ] {
        let place = place().with(&format!("DESKHAND__FILES__{key}"), value);
        let checked = place.run(&["doctor"]);
        assert!(!checked.success && checked.out.contains(reason), "{checked:#?}");
        place.run(&["files", "check"]).fails_saying(reason);
    }
    let doctor = place().run(&["doctor"]);
    assert!(doctor.out.contains("files folder") && doctor.out.contains("data/files can be written"), "{doctor:#?}");
}
