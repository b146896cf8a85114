//! A start that is refused costs nothing: it makes nothing, says in one sentence what to do, and the doctor says the same before.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use deskhand_test_postgres::FreshDatabase;
use sea_orm::{ConnectionTrait, Database};

use crate::workplace::Workplace;

/// The start is refused with these words, the doctor names the problem with them as well, and no file is there that was not before.
#[track_caller]
fn is_refused(place: &Workplace, words: &str) {
    let before = place.files();
    let doctor = place.run(&["doctor"]);
    assert!(!doctor.success && doctor.out.contains("WRONG"), "{doctor:#?}");
    assert!(doctor.out.contains(words), "{words}: {doctor:#?}");
    assert_eq!(place.files(), before, "the doctor makes nothing");
    let run = place.run(&["serve"]);
    let sentences: Vec<&str> = run.err.lines().filter(|line| line.starts_with("deskhand: ")).collect();
    assert_eq!(sentences.len(), 1, "{run:#?}");
    assert!(run.out.is_empty(), "{run:#?}");
    run.fails_saying(words);
    assert_eq!(place.files(), before, "the start makes nothing");
}

fn first_password(printed: &[String]) -> Option<&str> {
    printed.iter().find_map(|line| line.trim_start().strip_prefix("password")?.split_whitespace().next())
}

#[test]
fn a_busy_port_costs_nothing_and_the_next_start_prints_the_password() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let place = Workplace::new().with("DESKHAND__HTTP__PORT", &port);
    is_refused(&place, &format!("another program uses port {port} of 127.0.0.1"));
    drop(taken);
    let (ended_well, printed) = place.serve().stop();
    assert!(ended_well && first_password(&printed).is_some_and(|password| password.len() == 20), "{printed:#?}");
}

#[test]
fn the_doctor_knows_a_deskhand_that_runs_already() {
    let place = Workplace::new();
    let serving = place.serve();
    let port = serving.address().rsplit_once(':').unwrap().1.to_owned();
    let place = place.with("DESKHAND__HTTP__PORT", &port);
    let doctor = place.run(&["doctor"]).succeeds();
    assert!(doctor.out.contains(&format!("warning port: deskhand runs on 127.0.0.1:{port} already")), "{}", doctor.out);
    place.run(&["serve"]).fails_saying(&format!("another program uses port {port}"));
    assert!(serving.stop().0);
}

#[test]
fn an_address_of_another_machine_is_named() {
    let place = Workplace::new().with("DESKHAND__HTTP__HOST", "192.0.2.1");
    is_refused(&place, "192.0.2.1 is no address of this machine");
}

/// Starts the program as a user who may read the folder only.
fn as_a_stranger(place: Workplace) -> Workplace {
    fs::set_permissions(place.path(""), fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];
    if is_root { place.started_by(&nobody) } else { place }
}

#[test]
fn a_folder_without_write_permission_is_named_with_its_setting() {
    let place = as_a_stranger(Workplace::new());
    let file = place.path("data/deskhand.db");
    is_refused(&place, &format!("the database can't be written to {}: Permission denied", file.display()));
    let place = Workplace::new().with("DESKHAND__MAIL__DIRECTORY", "/proc/mail");
    is_refused(&place, "the mails can't be written to /proc/mail");
    let place = Workplace::new().with("DESKHAND__AUTH__SECRET_FILE", "/proc/secret");
    is_refused(&place, "DESKHAND__AUTH__SECRET_FILE");
}

#[test]
fn a_database_that_may_only_be_read_is_named() {
    let place = Workplace::new();
    place.serve().stop();
    for file in place.files() {
        fs::set_permissions(&file, fs::Permissions::from_mode(if file.is_dir() { 0o755 } else { 0o444 })).unwrap();
    }
    let place = as_a_stranger(place);
    let run = place.run(&["serve"]);
    run.fails_saying("the database can't be written to");
}

#[test]
fn a_lost_secret_is_not_replaced_beside_a_database_with_accounts() {
    let place = Workplace::new();
    place.serve().stop();
    let secret: PathBuf = place.path("data/secret");
    let kept = fs::read(&secret).unwrap();

    fs::remove_file(&secret).unwrap();
    is_refused(&place, "the secret is missing: there is no file");
    fs::write(&secret, "another secret that is long enough to be one").unwrap();
    is_refused(&place, "does not have the secret that this database was made with");
    fs::write(&secret, "").unwrap();
    is_refused(&place, "data/secret has no secret that can be used");
    let configured = "a configured secret that is long enough to be one";
    let with_configured = place.with("DESKHAND__AUTH__SECRET", configured);
    is_refused(&with_configured, "auth.secret (the environment variable is DESKHAND__AUTH__SECRET) is not the secret");
    for command in
        [&["demo"][..], &["resume-mail"], &["secret", "rotate"], &["admin", "password", "admin", "--random-password"]]
    {
        with_configured.run(command).fails_saying("is not the secret that this database was made with");
    }

    fs::write(&secret, kept).unwrap();
    let place = with_configured.with("DESKHAND__AUTH__SECRET", "");
    assert!(place.serve().stop().0);
}

#[test]
fn a_database_from_before_the_check_value_needs_its_secret_too() {
    let place = Workplace::new();
    place.serve().stop();
    let url = format!("sqlite://{}", place.path("data/deskhand.db").display());
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let database = Database::connect(&url).await.unwrap();
        database.execute_unprepared("DELETE FROM desk_facts").await.unwrap();
        database.close().await.unwrap();
    });
    let secret = place.path("data/secret");
    let kept = fs::read(&secret).unwrap();
    fs::remove_file(&secret).unwrap();
    is_refused(&place, "the secret is missing");
    fs::write(&secret, kept).unwrap();
    assert!(place.serve().stop().0);
}

#[tokio::test]
async fn a_newer_schema_is_refused_with_both_versions() {
    let place = Workplace::new();
    place.serve().stop();
    let url = format!("sqlite://{}", place.path("data/deskhand.db").display());
    let database = Database::connect(&url).await.unwrap();
    let newer = "INSERT INTO seaql_migrations VALUES ('m9999_from_the_future', 0); \
                 UPDATE desk_facts SET value = '99.1.0' WHERE name = 'version'";
    database.execute_unprepared(newer).await.unwrap();
    database.close().await.unwrap();
    is_refused(&place, "a newer version of deskhand 99.1.0 has changed the database");
    is_refused(&place, concat!("this is ", env!("CARGO_PKG_VERSION"), ","));
    is_refused(&place, "m9999_from_the_future");
}

#[tokio::test]
async fn a_newer_schema_on_postgresql_makes_no_secret() {
    let database = FreshDatabase::empty().await;
    let place = Workplace::new().with("DESKHAND__DATABASE__URL", database.url());
    place.run(&["migrate", "up"]).succeeds();
    database.execute("INSERT INTO seaql_migrations VALUES ('m9999_from_the_future', 0)").await;
    is_refused(&place, "a newer version of deskhand");
}

#[test]
fn a_database_server_that_is_away_is_named_without_its_password() {
    let place = Workplace::new().with("DESKHAND__DATABASE__URL", "postgres://desk:hunter22@127.0.0.1:1/tickets");
    let run = place.run(&["serve"]);
    assert!(!run.err.contains("hunter22"), "{run:#?}");
    is_refused(&place, "the database 127.0.0.1:1/tickets can't be opened");
}
