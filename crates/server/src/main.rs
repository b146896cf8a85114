//! See `deskhand --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    deskhand_server::run()
}
