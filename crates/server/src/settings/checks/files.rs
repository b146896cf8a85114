use deskhand_domain::files::FileLimits;
use time::Duration;

use super::Wrong;
use crate::settings::FileSettings;

/// What arrives for longer is taken for an upload that broke off.
const LONGEST_UPLOAD: Duration = Duration::minutes(50);

/// Each mail that is being sent is in memory as a whole.
const HEAVIEST_LETTER: u64 = 50 * 1024 * 1024;

/// The database keeps the size of a file, and counts its parts.
const LARGEST_FILE: u64 = 1 << 36;

impl FileSettings {
    pub(super) fn wrong_values(&self) -> Vec<Wrong> {
        let store = match self.store.trim() {
            "" => Some("it must be \"auto\", \"database\" or a folder".to_owned()),
            store if store.contains("://") => {
                Some(format!("{store:?} is no store; it must be \"auto\", \"database\" or a folder"))
            }
            _ => None,
        };
        let most = FileLimits::MOST_FILES;
        let none = (self.max_files == 0 || self.max_files > most).then(|| format!("it must be between 1 and {most}"));
        let large = (self.max_file > LARGEST_FILE).then(|| "more than 64GB is too large".to_owned());
        let small = (self.max_open_uploads < self.max_file)
            .then(|| "it is less than files.max_file, so that no file of that size could be uploaded".to_owned());
        let heavy = (self.attach_up_to > HEAVIEST_LETTER)
            .then(|| "more than 50MB is too large: hardly any mail server takes such a letter".to_owned());
        let slow = (self.upload_timeout > LONGEST_UPLOAD).then(|| "more than 50m is too long".to_owned());
        [
            ("files.store", store),
            ("files.max_files", none),
            ("files.max_file", large),
            ("files.max_open_uploads", small),
            ("files.attach_up_to", heavy),
            ("files.upload_timeout", slow),
        ]
        .into_iter()
        .filter_map(|(key, reason)| reason.map(|reason| Wrong::new(key, reason)))
        .collect()
    }
}
