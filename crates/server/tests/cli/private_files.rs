//! What the program writes is for its owner only.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::http::post;
use crate::workplace::Workplace;

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn folders_have_mode_0700_and_files_0600_also_where_the_umask_is_open() {
    let place = Workplace::new().with("DESKHAND__LOG__LEVEL", "info,deskhand_server=debug");
    let place = place.started_by(&["sh", "-c", "umask 000; exec \"$0\" \"$@\""]);
    let serving = place.serve();
    let sign_up = r#"{"name": "Ada", "username": "ada", "email": "ada@example.com", "password": "a lovely machine"}"#;
    assert!(post(&serving.address(), "/api/v1/auth/signup", "", sign_up).starts_with("HTTP/1.1 201"));
    serving.log.wait_for("Mail sent");
    place.run(&["backup", "kept.db"]).succeeds();
    let names: Vec<String> = place.files().iter().map(|file| file.to_string_lossy().into_owned()).collect();
    for ending in ["deskhand.db", "deskhand.db-wal", "deskhand.db-shm", "secret", ".eml", "kept.db"] {
        assert!(names.iter().any(|name| name.ends_with(ending)), "{ending}: {names:?}");
    }
    for file in place.files() {
        assert_eq!(mode(&file), if file.is_dir() { 0o700 } else { 0o600 }, "{}", file.display());
    }
    assert!(serving.stop().0);

    std::fs::set_permissions(place.path("kept.db"), PermissionsExt::from_mode(0o644)).unwrap();
    place.run(&["restore", "kept.db"]).succeeds();
    assert_eq!(mode(&place.path("data/deskhand.db")), 0o600, "whatever the mode of the backup");
    assert!(!place.run(&["doctor"]).succeeds().out.contains("can read"));
}

#[test]
fn the_doctor_warns_of_files_that_others_can_read() {
    let place = Workplace::new();
    place.serve().stop();
    // The folder of the test itself is closed to others, which is enough.
    for (path, mode) in [("", 0o755), ("data", 0o755), ("data/deskhand.db", 0o644)] {
        std::fs::set_permissions(place.path(path), PermissionsExt::from_mode(mode)).unwrap();
    }
    let doctor = place.run(&["doctor"]).succeeds();
    assert!(doctor.out.contains("deskhand.db (mode 644); run `chmod go= "), "{}", doctor.out);
}

#[test]
fn the_image_gives_its_data_folder_to_the_user_who_runs_the_program() {
    let dockerfile = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Dockerfile")).unwrap();
    let lines: Vec<&str> = dockerfile.lines().collect();
    let place =
        |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}"));
    assert!(lines.contains(&"RUN mkdir -p /folders/data && chmod 0700 /folders/data"));
    let given = place("COPY --from=build --chown=65532:65532 /folders/ /var/lib/deskhand/");
    assert!(given < place("VOLUME /var/lib/deskhand/data"), "a volume begins as the folder is at this line");
    assert!(place("USER 65532:65532") > given);
}
