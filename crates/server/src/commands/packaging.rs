//! What packages install beside the program: shell completions and the manual page.

use std::io::{Write, stdout};
use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

/// Prints the script that completes commands and options in `shell`.
pub(crate) fn print_completions(mut command: Command, shell: Shell) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "deskhand", &mut script);
    stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual page (section 1). Each subcommand has a section with its synopsis, description and options; it
/// replaces the list of subcommands that `clap_mangen` makes, which refers to a page for each of them.
pub(crate) fn print_manual(command: Command) -> anyhow::Result<ExitCode> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    append_subcommands(&command, &mut page)?;
    man.render_version_section(&mut page)?;
    stdout().write_all(&page)?;
    Ok(ExitCode::SUCCESS)
}

fn append_subcommands(command: &Command, page: &mut Vec<u8>) -> anyhow::Result<()> {
    for subcommand in command.get_subcommands() {
        if subcommand.has_subcommands() {
            append_subcommands(subcommand, page)?;
        } else {
            append_section(subcommand, page)?;
        }
    }
    Ok(())
}

/// Appends a section whose parts are subsections. Options that all commands share are listed once, in the page's OPTIONS.
fn append_section(command: &Command, page: &mut Vec<u8>) -> anyhow::Result<()> {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name()).to_uppercase();
    let own = command.clone().mut_args(|arg| {
        let is_common = arg.is_global_set() || arg.get_id() == "help";
        arg.hide(is_common)
    });
    let has_options = own.get_arguments().any(|arg| !arg.is_hide_set());
    let man = Man::new(own);
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_description_section(&mut parts)?;
    if has_options {
        man.render_options_section(&mut parts)?;
    }
    writeln!(page, ".SH \"{name}\"")?;
    page.extend(String::from_utf8(parts)?.replace("\n.SH ", "\n.SS ").into_bytes());
    Ok(())
}
