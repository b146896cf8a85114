//! Mail on standard input, and what an operator does with it.

use crate::workplace::{Run, Workplace};

const MAIL: &str = "From: Eve <eve@client.example>\nTo: support@desk.example.com\nSubject: The door\n\nIt is stuck.\n";

fn place() -> Workplace {
    Workplace::new()
        .with("DESKHAND__MAIL__IN__ADDRESS", "support@desk.example.com")
        .with("DESKHAND__MAIL__IN__STRANGERS", "hold")
}

fn deliver(place: &Workplace, mail: &str) -> Run {
    place.run_with_input(
        &["mail", "deliver", "--rcpt", "support@desk.example.com", "--mail-from", "eve@client.example"],
        mail,
    )
}

/// The first word of the only line.
fn only_id(listed: &Run) -> String {
    assert_eq!(listed.out.lines().count(), 1, "{listed:#?}");
    listed.out.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn a_mail_is_taken_in_while_the_service_is_down_and_decided_on_the_machine() {
    let place = place();
    assert!(place.serve().stop().0);
    deliver(&place, MAIL).succeeds();
    deliver(&place, MAIL).succeeds();
    let waiting = place.run(&["mail", "list", "--state", "waiting"]).succeeds();
    let id = only_id(&waiting);
    assert!(waiting.out.contains("not read yet"), "{}", waiting.out);
    assert_eq!(place.run(&["mail", "raw", &id]).succeeds().out, MAIL);

    let serving = place.serve();
    serving.log.wait_for("Mail understood");
    let shown = place.run(&["mail", "show", &id]).succeeds().out;
    assert!(shown.contains("held: stranger") && shown.contains("It is stuck."), "{shown}");
    place.run(&["mail", "take", &id]).fails_saying("the sender may not write on this ticket");
    let opened = place.run(&["mail", "open", &id]).succeeds().out;
    assert!(opened.contains("opened #1"), "{opened}");
    place.run(&["mail", "reject", &id]).fails_saying("this mail is settled: only one that is held");
    assert!(serving.stop().0);
}

#[test]
fn the_exit_code_says_to_a_mail_server_what_to_do() {
    let place = place().with("DESKHAND__MAIL__IN__MAX_MAIL", "1KB");
    assert!(place.serve().stop().0);
    let code = |run: Run| run.code;
    assert_eq!(code(deliver(&place, MAIL)), Some(0));
    assert_eq!(code(deliver(&place, "")), Some(65));
    assert_eq!(code(place.run_with_input(&["mail", "deliver", "--rcpt", "x@elsewhere.example"], MAIL)), Some(67));
    let large = deliver(&place, &"x".repeat(1_100));
    assert!(large.err.contains("at most 1024 bytes") || large.err.contains("at most 1000 bytes"), "{large:#?}");
    assert_eq!(large.code, Some(69));
    let without = Workplace::new();
    let no_desk = without.run_with_input(&["mail", "deliver"], MAIL);
    assert_eq!(no_desk.code, Some(75), "a mail server keeps it until there is a desk: {no_desk:#?}");
    assert!(without.serve().stop().0);
    assert_eq!(code(without.run_with_input(&["mail", "deliver"], MAIL)), Some(69));
}
