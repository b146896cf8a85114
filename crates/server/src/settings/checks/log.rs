use tracing_subscriber::EnvFilter;

use super::Wrong;
use crate::settings::LogSettings;

const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

impl LogSettings {
    /// What is logged. `EnvFilter` takes a word that is no level for the name of a part of the program, and then logs nothing else.
    pub(crate) fn filter(&self) -> Result<EnvFilter, Wrong> {
        let directives = self.level.split(',').map(str::trim).filter(|directive| !directive.is_empty());
        for directive in directives.clone() {
            let level = directive.rsplit_once('=').map_or(directive, |(_, level)| level);
            if !LEVELS.iter().any(|known| level.eq_ignore_ascii_case(known)) {
                return Err(wrong(&format!("{level:?} is no level")));
            }
        }
        if directives.count() == 0 {
            return Err(wrong("it is empty"));
        }
        EnvFilter::try_new(&self.level).map_err(|error| wrong(&error.to_string()))
    }
}

fn wrong(reason: &str) -> Wrong {
    let advice = "write error, warn, info, debug or trace, or directives such as \"info,deskhand_http=debug\"";
    Wrong::new("log.level", format!("{reason}; {advice}"))
}
