//! How many connections there may be, and for how long: from the settings and the limit of open files.

use deskhand_http_core::connections::{ConnectionCaps, ConnectionCounter, ConnectionLimits};

use super::Wrong;
use crate::settings::HttpSettings;

/// The open files that are left for everything but connections of clients: at most 21 connections to the database or the files of
/// SQLite, connections to the mail server, log, listener, and what the runtimes of the threads need.
const RESERVED_FILES: usize = 64;

/// The most connections that are allowed without a setting. Each may cost some 50 KiB.
const DEFAULT_MOST: usize = 8192;

/// The fewest connections that are allowed without a setting.
const DEFAULT_LEAST: usize = 16;

impl HttpSettings {
    pub(crate) fn connection_limits(&self) -> ConnectionLimits {
        ConnectionLimits {
            head: self.head_timeout.unsigned_abs(),
            idle: self.idle_timeout.unsigned_abs(),
            write: self.write_timeout.unsigned_abs(),
        }
    }

    /// Counts connections, with the proxies that are exempt from the number for one address.
    pub(crate) fn connection_counter(&self) -> Result<ConnectionCounter, Wrong> {
        Ok(ConnectionCounter::new(self.connection_caps()?, self.proxies()?))
    }

    /// The number of connections.
    ///
    /// # Errors
    /// Names the setting that asks for more connections than this process may have files open.
    pub(super) fn connection_caps(&self) -> Result<ConnectionCaps, Wrong> {
        self.caps_within(open_files())
    }

    fn caps_within(&self, files: Option<usize>) -> Result<ConnectionCaps, Wrong> {
        let most = files.map_or(DEFAULT_MOST, |files| files.saturating_sub(RESERVED_FILES));
        if self.connections > most && files.is_some() {
            let reason = format!(
                "{} connections need {} open files, and this process may have {}; raise the limit (ulimit -n, or LimitNOFILE= \
                 of the unit) or lower the setting",
                self.connections,
                self.connections + RESERVED_FILES,
                files.unwrap_or_default()
            );
            return Err(Wrong::new("http.connections", reason));
        }
        let total = match self.connections {
            0 => most.clamp(DEFAULT_LEAST, DEFAULT_MOST),
            connections => connections,
        };
        let per_address = match self.connections_per_address {
            0 => (total * 3).div_ceil(4),
            connections => connections,
        };
        Ok(ConnectionCaps { total, per_address })
    }
}

/// How many files this process may have open; `None` for as many as it likes.
#[cfg(unix)]
fn open_files() -> Option<usize> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    limit.map(|files| usize::try_from(files).unwrap_or(usize::MAX))
}

#[cfg(not(unix))]
const fn open_files() -> Option<usize> {
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::settings::Settings;

    fn caps(connections: usize, per_address: usize, files: Option<usize>) -> Result<(usize, usize), String> {
        let changes = [("http.connections", json!(connections)), ("http.connections_per_address", json!(per_address))];
        let http = Settings::defaults_with(changes).unwrap().http;
        let caps = http.caps_within(files).map_err(|wrong| format!("{}: {}", wrong.key, wrong.reason))?;
        Ok((caps.total, caps.per_address))
    }

    #[test]
    fn the_limit_of_open_files_decides_unless_a_setting_does() {
        assert_eq!(caps(0, 0, Some(400)), Ok((336, 252)));
        assert_eq!(caps(0, 0, Some(1024)), Ok((960, 720)));
        assert_eq!(caps(0, 0, Some(1_000_000)), Ok((8192, 6144)));
        assert_eq!(caps(0, 0, None), Ok((8192, 6144)));
        assert_eq!(caps(0, 0, Some(20)), Ok((16, 12)));
        assert_eq!(caps(100, 10, Some(400)), Ok((100, 10)));
        assert_eq!(caps(10_000, 0, None), Ok((10_000, 7_500)));
    }

    #[test]
    fn more_connections_than_open_files_are_refused_with_the_name_of_the_setting() {
        let refused = caps(400, 0, Some(400)).unwrap_err();
        assert!(refused.starts_with("http.connections: 400 connections need 464 open files"), "{refused}");
    }
}
