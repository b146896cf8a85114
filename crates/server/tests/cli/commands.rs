use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::workplace::Workplace;

#[test]
fn migrate_moves_the_schema_and_says_where_it_stands() {
    let place = Workplace::new();
    let up = place.run(&["migrate", "up"]).succeeds();
    assert!(up.out.contains("applied"), "{}", up.out);
    assert!(!place.run(&["migrate", "status"]).succeeds().out.contains("missing"));
    assert_eq!(place.run(&["migrate", "up"]).succeeds().out, "nothing to do\n");
    let down = place.run(&["migrate", "down"]).succeeds();
    assert_eq!(down.out.lines().count(), 1, "{}", down.out);
    let missing = place.run(&["migrate", "status"]);
    assert!(!missing.success && missing.out.contains("missing"), "{missing:#?}");
    assert_eq!(place.run(&["migrate", "up"]).succeeds().out.lines().count(), 1);
}

#[test]
fn a_superadmin_can_be_made_at_the_console() {
    let place = Workplace::new();
    let create = ["admin", "create", "--username", "root1", "--email", "root@example.com"];
    let run = place.run_with_input(&create, "correct horse battery\n").succeeds();
    assert!(run.out.contains("root1") && !run.out.contains("correct horse"), "{}", run.out);
    place.run_with_input(&create, "correct horse battery\n").fails_saying("taken");
    place
        .run_with_input(&["admin", "create", "--username", "x", "--email", "x@x.org"], "long enough\n")
        .fails_saying("--username");
    place
        .run_with_input(&["admin", "create", "--username", "root2", "--email", "r@x.org"], "short\n")
        .fails_saying("password");
    let random = place.run(&["admin", "create", "--username", "root3", "--email", "r3@x.org", "--random-password"]);
    assert!(random.succeeds().out.contains("shown this once"));
}

#[test]
fn the_demonstration_fills_the_database_and_mails_nobody() {
    let place = Workplace::new();
    let run = place.run(&["demo", "--tickets", "40"]).succeeds();
    assert!(run.out.contains("40 tickets, 6 engineers, 20 customers"), "{}", run.out);
    assert!(run.out.contains("first superadmin admin"), "{}", run.out);
    let again = place.run(&["demo", "--tickets", "10"]).succeeds();
    assert!(again.out.contains("10 tickets") && !again.out.contains("first superadmin"), "{}", again.out);
    assert!(!place.path("data/mail").exists(), "not one mail");
    place.run(&["demo", "--tickets", "0"]).fails_saying("0 is not in 1..=1000000");
}

#[test]
fn the_demonstration_has_mails_that_came_in_where_the_desk_takes_mail() {
    let place = Workplace::new().with("DESKHAND__MAIL__IN__ADDRESS", "support@desk.example.com");
    let run = place.run(&["demo", "--tickets", "5"]).succeeds();
    assert!(run.out.contains("4 mails that came in"), "{}", run.out);
    let list = place.run(&["mail", "list"]).succeeds().out;
    for became in ["opened #6", "opened #7", "held: machine", "held: bystander"] {
        assert!(list.contains(became), "{became}: {list}");
    }
    assert!(!place.path("data/mail").exists(), "not one mail");
}

#[tokio::test]
async fn the_demonstration_leaves_each_index_of_texts_in_one_piece() {
    let place = Workplace::new();
    place.run(&["demo", "--tickets", "40"]).succeeds();
    place.run(&["demo", "--tickets", "10"]).succeeds();

    let url = format!("sqlite://{}?mode=ro", place.path("data/deskhand.db").display());
    let database = Database::connect(url).await.unwrap();

    for index in ["ticket_search_text", "people_text"] {
        let pieces = format!("SELECT count(DISTINCT segid) FROM {index}_idx");
        let row = database.query_one_raw(Statement::from_string(DbBackend::Sqlite, pieces)).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 1, "{index}");
    }
}

#[test]
fn the_doctor_says_what_is_wrong_in_plain_words() {
    let safe = Workplace::new().with("DESKHAND__AUTH__BCRYPT_COST", "12");
    assert!(safe.run(&["doctor"]).succeeds().out.contains("Everything is in order"));
    assert!(safe.files().is_empty(), "it makes nothing: {:?}", safe.files());
    let place = Workplace::new()
        .with("DESKHAND__MAIL__SMTP_URL", "smtp://127.0.0.1:1?tls=none")
        .with("DESKHAND__HTTP__HOST", "0.0.0.0")
        .with("DESKHAND__HTTP__METRICS", "anybody")
        .with("DESKHAND__DATABASE__URL", "sqlite:///proc/deskhand.db");
    let run = place.run(&["doctor"]);
    assert!(!run.success, "{run:#?}");
    for words in [
        "WRONG   mail",
        "WRONG   database file",
        "warning public address",
        "warning metrics",
        "warning passwords",
        "WRONG   files folder",
        "3 problem(s) to fix, 3 warning(s)",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
}

#[test]
fn the_doctor_says_where_links_in_mails_lead_to_another_port() {
    let place = Workplace::new().with("DESKHAND__HTTP__PORT", "8099");
    let warning = "begin with http://localhost:8080, but the port is 8099; set http.public_url";
    assert!(place.run(&["doctor"]).succeeds().out.contains(warning));
    let place = place.with("DESKHAND__HTTP__PUBLIC_URL", "http://localhost:8099");
    assert!(!place.run(&["doctor"]).succeeds().out.contains("but the port is"));
}

/// As before `| head`.
#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let line = "\"$0\" \"$@\" | true; exit ${PIPESTATUS[0]}";
    let place = Workplace::new().started_by(&["bash", "-c", line]);
    for command in [&["openapi"][..], &["completions", "bash"], &["man"]] {
        let run = place.run(command).succeeds();
        assert_eq!(run.err, "", "{command:?}");
    }
}

#[test]
fn a_command_in_the_wrong_folder_says_so_and_leaves_no_database_behind() {
    let place = Workplace::new();
    for command in [&["backup", "kept.db"][..], &["resume-mail"], &["migrate", "status"], &["migrate", "down"]] {
        place.run(command).fails_saying("data/deskhand.db; is database.url right?");
    }
    let doctor = place.run(&["doctor"]).succeeds();
    assert!(doctor.out.contains("data/deskhand.db is not there yet"), "{}", doctor.out);
    assert!(!place.path("data/deskhand.db").exists() && !place.path("kept.db").exists());
}

#[test]
fn a_database_without_a_help_desk_in_it_makes_no_backup() {
    let place = Workplace::new();
    std::fs::create_dir(place.path("data")).unwrap();
    std::fs::write(place.path("data/deskhand.db"), "").unwrap();
    place.run(&["backup", "kept.db"]).fails_saying("there is no backup");
    let left: Vec<_> = std::fs::read_dir(place.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("kept")), "{left:?}");
}

#[test]
fn the_documents_of_the_api_are_printed_as_they_are_kept_without_any_settings() {
    let place = Workplace::new().with("DESKHAND__HTTP__PORT", "not a port");
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (arguments, file) in [(&["openapi"][..], "openapi.json"), (&["openapi", "--events"], "asyncapi.json")] {
        let printed = place.run(arguments).succeeds().out;
        let kept = std::fs::read_to_string(docs.join(file)).unwrap();
        // The crates/http test `the_documents_are_as_they_are_kept` writes them.
        assert!(printed == kept, "{arguments:?} prints something else than docs/{file}");
    }
}

#[test]
fn completions_and_the_manual_name_every_command_and_option_without_any_settings() {
    let place = Workplace::new().with("DESKHAND__HTTP__PORT", "not a port");
    for arguments in [&["completions", "bash"][..], &["completions", "zsh"], &["completions", "fish"], &["man"]] {
        let printed = place.run(arguments).succeeds().out.replace("\\-", "-");
        for command in ["serve", "migrate", "doctor", "resume-mail"] {
            assert!(printed.contains(command), "{arguments:?} without {command}");
        }
        for option in ["config", "username", "random-password", "drop-waiting", "tickets", "steps"] {
            assert!(printed.contains(option), "{arguments:?} without --{option}");
        }
    }
}

#[test]
fn a_backup_made_while_serving_comes_back_with_mail_paused() {
    let place = Workplace::new();
    place.run(&["demo", "--tickets", "20"]).succeeds();
    let serving = place.serve();
    assert!(place.run(&["backup", "kept.db"]).succeeds().out.contains("kept.db holds everything"));
    place.run(&["backup", "kept.db"]).fails_saying("exists already");
    place.run(&["restore", "kept.db"]).fails_saying("stop deskhand first");
    assert!(serving.stop().0);

    place.run(&["demo", "--tickets", "7"]).succeeds();
    let restored = place.run(&["restore", "kept.db"]).succeeds();
    assert!(restored.out.contains("no mail is sent"), "{}", restored.out);
    assert!(place.path("data/deskhand.db.before-restore-1").exists(), "what was there is kept");
    assert!(place.run(&["resume-mail", "--drop-waiting"]).succeeds().out.contains("mail is sent again"));
    // The seven tickets came after the backup: their numbers are free again.
    let demo = place.run(&["demo", "--tickets", "1"]).succeeds();
    assert!(demo.out.contains("1 tickets"), "{}", demo.out);

    std::fs::write(place.path("rubbish.db"), "this is no database").unwrap();
    place.run(&["restore", "rubbish.db"]).fails_saying("no sound SQLite database");
    place.run(&["restore", "missing.db"]).fails_saying("missing.db");
    let left: Vec<_> = place.files().into_iter().filter(|file| file.to_string_lossy().contains("restoring")).collect();
    assert!(left.is_empty(), "a refused restore leaves nothing: {left:?}");
    assert!(place.run(&["doctor"]).success, "a failed restore touches nothing");
}
