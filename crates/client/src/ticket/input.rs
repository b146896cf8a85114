//! Texts that are typed or piped in.

use std::io::{self, IsTerminal as _, Read as _};

use anyhow::{Context as _, bail};

/// The text of the option, or what standard input has.
pub(super) fn text(option: Option<&str>, name: &str) -> anyhow::Result<String> {
    if let Some(text) = option {
        return Ok(text.to_owned());
    }
    if io::stdin().is_terminal() {
        eprintln!("Write the {name}, and end it with Ctrl-D on a line of its own.");
    }
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).with_context(|| format!("the {name} can't be read from standard input"))?;
    let text = text.trim_end();
    if text.trim_start().is_empty() {
        bail!("standard input has no {name}");
    }
    Ok(text.to_owned())
}
