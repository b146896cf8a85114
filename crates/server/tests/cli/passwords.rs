//! Passwords that the operator sets on the machine itself.

use std::io::{Read, Write};
use std::process::Stdio;

use crate::http::post;
use crate::workplace::Workplace;

fn sign_in(address: &str, password: &str) -> String {
    let body = format!(r#"{{"login": "admin", "password": "{password}"}}"#);
    post(address, "/api/v1/auth/signin", "", &body)
}

#[test]
fn a_password_that_is_lost_is_set_anew_by_the_operator() {
    let place = Workplace::new();
    place.run(&["admin", "password", "admin"]).fails_saying("there is no file");
    place.serve().stop();
    let set = place.run_with_input(&["admin", "password", "admin"], "correct horse battery\n").succeeds();
    assert!(set.out.contains("admin has a new password") && !set.out.contains("correct horse"), "{}", set.out);
    let generated = place.run(&["admin", "password", "admin", "--random-password"]).succeeds();
    let password = generated.out.lines().find_map(|line| line.strip_prefix("password ")).unwrap();
    let password = password.split_whitespace().next().unwrap();
    place.run_with_input(&["admin", "password", "nobody"], "correct horse battery\n").fails_saying("no person");
    place.run_with_input(&["admin", "password", "admin"], "short\n").fails_saying("the password");
    let serving = place.serve();
    assert!(sign_in(&serving.address(), "correct horse battery").starts_with("HTTP/1.1 401"));
    assert!(sign_in(&serving.address(), password).starts_with("HTTP/1.1 200"));
    assert!(serving.stop().0);
}

/// Reads what the terminal shows until it shows these words.
fn read_until(terminal: &mut impl Read, words: &str) -> String {
    let (mut shown, mut byte) = (String::new(), [0]);
    while !shown.contains(words) && terminal.read(&mut byte).unwrap() == 1 {
        shown.push(char::from(byte[0]));
    }
    assert!(shown.contains(words), "{shown}");
    shown
}

/// `script` (util-linux) gives the program a terminal.
#[test]
fn a_terminal_does_not_show_the_password_that_is_typed() {
    let place = Workplace::new();
    let line =
        "exec script --quiet --return --command \"'$0' admin create --username root1 --email r@x.org\" /dev/null";
    let place = place.started_by(&["sh", "-c", line]);
    let mut command = place.command(&[]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut keyboard, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut shown = String::new();
    for prompt in ["password (it is not shown): ", "the same again: "] {
        shown += &read_until(&mut screen, prompt);
        keyboard.write_all(b"correct horse battery\n").unwrap();
        keyboard.flush().unwrap();
    }
    shown += &read_until(&mut screen, "can sign in");
    drop(keyboard);
    assert!(child.wait().unwrap().success());
    assert!(!shown.contains("correct horse"), "{shown}");
}
