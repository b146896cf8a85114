//! What the commands begin with: the desk, and the mail.

use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;

use crate::overrides::Overrides;
use crate::settings::Settings;
use crate::start::desk::open_existing_desk;
use crate::wiring::{self, Components};

pub(crate) async fn open(settings: &Settings) -> anyhow::Result<Components> {
    let desk = open_existing_desk(settings).await?;
    wiring::wire(settings, desk, &Overrides::default())
}

/// The bytes of a file, or of standard input for `-`.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut raw = Vec::new();
        std::io::stdin().read_to_end(&mut raw).context("standard input can't be read")?;
        return Ok(raw);
    }
    std::fs::read(file).with_context(|| format!("{} can't be read", file.display()))
}
