/// How large and how many files may be. The operator sets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLimits {
    /// The most bytes of one file; 25 MiB by default.
    pub max_file: u64,
    /// The most files of one message; 20 by default.
    pub max_files: usize,
    /// The most bytes that one person may have uploaded for messages still to be written; 100 MiB by default.
    pub max_open_uploads: u64,
    /// The most bytes of files that one letter carries; beyond, it has links; 7 MiB by default. In a letter they are a third larger.
    pub attach_up_to: u64,
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
        Self {
            max_file: 25 * 1024 * 1024,
            max_files: 20,
            max_open_uploads: 100 * 1024 * 1024,
            attach_up_to: 7 * 1024 * 1024,
        }
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

    /// Which of these files, by their sizes, a letter carries: each for which there is room when it is its turn.
    #[must_use]
    pub fn carried(&self, sizes: &[u64]) -> Vec<bool> {
        let mut room = self.attach_up_to;
        let fits = |size: &u64| match room.checked_sub(*size) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        };
        sizes.iter().map(fits).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_carries_what_there_is_room_for() {
        let limits = |attach_up_to| FileLimits { attach_up_to, ..FileLimits::default() };
        assert_eq!(limits(10).carried(&[4, 7, 6, 1, 0]), [true, false, true, false, true]);
        assert_eq!(limits(0).carried(&[1]), [false]);
        assert_eq!(limits(u64::MAX).carried(&[u64::MAX, 1]), [true, false]);
    }
}
