//! What packagers install beside the program.

use std::io::stdout;
use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;

/// Prints the script that completes commands and options in `shell`.
pub(crate) fn print_completions(mut command: Command, shell: Shell) -> anyhow::Result<ExitCode> {
    clap_complete::generate(shell, &mut command, "deskhand", &mut stdout());
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual page (section 1), with a section for each subcommand.
pub(crate) fn print_manual(mut command: Command) -> anyhow::Result<ExitCode> {
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut stdout())?;
    Ok(ExitCode::SUCCESS)
}
