//! The environment of the program in these tests: a mail server, and short polling intervals.

use std::process::Command;

use deskhand_tests::smtp::SmtpServer;

use super::client::PASSWORD;
use crate::workplace::Workplace;

pub(super) fn workplace(smtp: &SmtpServer) -> Workplace {
    Workplace::new()
        .with("DESKHAND__AUTH__SECRET", "a secret that all instances of this test share")
        .with("DESKHAND__AUTH__ACCESS_TOKEN_LIFETIME", "12h")
        .with("DESKHAND__LIMITS__ENABLED", "false")
        .with("DESKHAND__BOOTSTRAP__PASSWORD", PASSWORD)
        .with("DESKHAND__BOOTSTRAP__EMAIL", "admin@example.com")
        .with("DESKHAND__MAIL__SMTP_URL", &format!("smtp://127.0.0.1:{}?tls=none", smtp.port()))
        .with("DESKHAND__MAIL__POLL_INTERVAL", "200ms")
        // Each change has its letter, so that letters and changes can be compared.
        .with("DESKHAND__MAIL__GATHER", "never")
}

/// The database that the program creates by default.
pub(super) fn sqlite_url(place: &Workplace) -> String {
    format!("sqlite://{}", place.path("data/deskhand.db").display())
}

/// Runs the program in a mount namespace of its own, after the command `mount`, which runs in its folder.
pub(super) fn with_own_disk(place: Workplace, mount: &str) -> Workplace {
    const UNSHARE: [&str; 3] = ["unshare", "--map-root-user", "--mount"];
    let trial = Command::new(UNSHARE[0]).args(&UNSHARE[1..]).args(["mount", "-t", "tmpfs", "tmpfs", "/tmp"]).output();
    assert!(
        trial.as_ref().is_ok_and(|trial| trial.status.success()),
        "this test needs `{} mount`: the program unshare (util-linux), and a system that lets this user have namespaces \
         of users and of mounts (in a container: --cap-add SYS_ADMIN, or seccomp and AppArmor that allow it): {trial:?}",
        UNSHARE.join(" ")
    );
    let first = format!("{mount} && exec \"$0\" \"$@\"");
    place.started_by(&[&UNSHARE[..], &["sh", "-c", &first]].concat())
}
