//! A desk is exported, imported and converted at the console.

use std::fs;

use crate::workplace::Workplace;

/// A fixture of the converters.
fn fixture(name: &str) -> String {
    format!("{}/../transfer/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn an_export_is_imported_elsewhere_and_is_the_same_there() {
    let (old, new) = (Workplace::new(), Workplace::new());
    old.run(&["export"]).fails_saying("there is no file");
    old.run(&["demo", "--tickets", "150"]).succeeds();
    let file = old.path("desk.jsonl");
    let file = file.to_str().unwrap();
    let said = old.run(&["export", file]).succeeds().out;
    let lines = fs::read_to_string(file).unwrap();
    assert_eq!(said, format!("{} lines are in {file}\n", lines.lines().count()));
    old.run(&["export", file]).fails_saying("can't be made");
    assert_eq!(fs::read_to_string(file).unwrap(), lines, "a file that is there stays");

    let dry = new.run(&["import", file, "--dry-run"]).succeeds().out;
    assert!(dry.starts_with("would be made: 27 people, 150 tickets,"), "{dry}");
    let made = new.run(&["import", file]).succeeds().out;
    assert!(made.starts_with("made: 27 people, 150 tickets,") && made.ends_with("refused: 0 line(s)\n"), "{made}");
    assert_eq!(new.run(&["export"]).succeeds().out, lines);
    let again = new.run(&["import", file]).succeeds().out;
    assert!(again.starts_with("made: 0 people, 0 tickets, 0 events"), "{again}");
}

#[test]
fn a_line_that_is_not_valid_is_named_and_the_exit_code_says_so() {
    let place = Workplace::new();
    let file = place.path("lines.jsonl");
    fs::write(
        &file,
        "{\"type\":\"desk\",\"format\":1,\"last_number\":4}\n\n{\"type\":\"desk\",\"format\":2}\nnonsense\n",
    )
    .unwrap();
    let run = place.run(&["import", file.to_str().unwrap()]);
    assert!(!run.success, "{run:#?}");
    let said: Vec<&str> = run.out.lines().collect();
    assert_eq!(said[0], "line 3: missing field `last_number`");
    assert!(said[1].starts_with("line 4: the line is no JSON object"), "{said:?}");
    assert_eq!(said[4], "refused: 2 line(s), named above");
    place.run(&["import", "missing.jsonl"]).fails_saying("missing.jsonl can't be read");
}

#[test]
fn other_systems_are_converted_and_imported_and_a_second_time_changes_nothing() {
    let place = Workplace::new();
    let [users, tickets] = ["users.json", "tickets.json"].map(|name| fixture(&format!("crm_service/{name}")));
    let convert = ["convert", "crm-service", &users, &tickets];
    let lines = place.run(&convert).succeeds().out;
    assert_eq!(lines.lines().count(), 7);
    let file = place.path("lines.jsonl");
    fs::write(&file, &lines).unwrap();
    let import = ["import", file.to_str().unwrap()];
    assert!(place.run(&import).succeeds().out.starts_with("made: 4 people, 3 tickets,"));
    assert_eq!(place.run(&convert).succeeds().out, lines);
    assert!(place.run(&import).succeeds().out.starts_with("made: 0 people, 0 tickets,"));

    for (system, names) in [
        ("support-tracker", &["users.json", "tickets.json", "replies.json"][..]),
        ("ticket-portal", &["users.json", "admins.json", "tickets.json"]),
        ("tickets-go", &["dump.sql"]),
    ] {
        let place = Workplace::new();
        let files: Vec<String> =
            names.iter().map(|name| fixture(&format!("{}/{name}", system.replace('-', "_")))).collect();
        let arguments: Vec<&str> = ["convert", system].into_iter().chain(files.iter().map(String::as_str)).collect();
        let file = place.path("lines.jsonl");
        fs::write(&file, place.run(&arguments).succeeds().out).unwrap();
        let said = place.run(&["import", file.to_str().unwrap()]).succeeds().out;
        assert!(said.ends_with("refused: 0 line(s)\n"), "{system}: {said}");
    }
}
