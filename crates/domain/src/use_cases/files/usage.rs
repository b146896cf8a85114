use crate::ports::FileUsage;
use crate::use_cases::{Error, Files};

impl Files<'_> {
    /// How much is stored, for the metrics.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn usage(self) -> Result<FileUsage, Error> {
        Ok(self.desk.ports.attachments.usage().await?)
    }
}
