//! Texts that are typed or piped in.

use std::io::{self, IsTerminal as _, Read as _};

use anyhow::{Context as _, bail};

use crate::output::note;

/// More than any desk takes as one text.
const MOST_BYTES: u64 = 2 * 1024 * 1024;

/// The text of the option, or what standard input has.
pub(super) fn text(option: Option<&str>, name: &str) -> anyhow::Result<String> {
    if let Some(text) = option {
        return Ok(text.to_owned());
    }
    if io::stdin().is_terminal() {
        note(&format!("Write the {name}, and end it with Ctrl-D on a line of its own."));
    }
    let mut text = String::new();
    io::stdin()
        .take(MOST_BYTES + 1)
        .read_to_string(&mut text)
        .with_context(|| format!("the {name} can't be read from standard input"))?;
    if text.len() as u64 > MOST_BYTES {
        bail!("standard input has more than {MOST_BYTES} bytes, which no desk takes as a {name}");
    }
    // Some editors put a mark of the byte order in front.
    let text = text.trim_start_matches('\u{feff}').trim_end();
    if text.trim_start().is_empty() {
        bail!("standard input has no {name}");
    }
    Ok(text.to_owned())
}
