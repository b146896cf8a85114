/// How large and how many files may be. The operator sets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLimits {
    /// The most bytes of one file; 25 MiB by default.
    pub max_file: u64,
    /// The most files of one message; 20 by default.
    pub max_files: usize,
    /// The most bytes that one person may have uploaded for messages still to be written; 100 MiB by default.
    pub max_open_uploads: u64,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileRefused {
    /// The file itself is too large.
    #[error("it may have at most {max} bytes")]
    TooLarge {
        /// The most bytes.
        max: u64,
    },
    /// The person has too many bytes in files that no message has yet.
    #[error(
        "files that no message has yet may have at most {max} bytes together; write the messages, or wait: such a file is \
         deleted after 24 hours"
    )]
    TooManyOpen {
        /// The most bytes.
        max: u64,
    },
}

impl Default for FileLimits {
    fn default() -> Self {
        Self { max_file: 25 * 1024 * 1024, max_files: 20, max_open_uploads: 100 * 1024 * 1024 }
    }
}

impl FileLimits {
    /// More files than this no message has, whatever the operator sets.
    pub const MOST_FILES: usize = 100;

    /// Whether a file may have so many bytes.
    ///
    /// # Errors
    /// [`FileRefused::TooLarge`].
    pub const fn check_size(&self, size: u64) -> Result<(), FileRefused> {
        if size > self.max_file { Err(FileRefused::TooLarge { max: self.max_file }) } else { Ok(()) }
    }

    /// Whether a person may have so many bytes in files that no message has yet.
    ///
    /// # Errors
    /// [`FileRefused::TooManyOpen`].
    pub const fn check_open(&self, bytes: u64) -> Result<(), FileRefused> {
        match bytes > self.max_open_uploads {
            true => Err(FileRefused::TooManyOpen { max: self.max_open_uploads }),
            false => Ok(()),
        }
    }
}
