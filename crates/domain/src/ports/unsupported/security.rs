use async_trait::async_trait;
use time::OffsetDateTime;

use super::super::{
    Page, PageLimit, SecurityEventView, SecurityFilter, SecurityLog, SecurityQueries, SecurityReporter, SecuritySort,
    StorageError,
};
use super::{Unsupported, unsupported};
use crate::ids::{PersonId, SecurityEventId};
use crate::permissions::PeopleVisibility;
use crate::security::{Network, SecurityEvent};

#[async_trait]
impl SecurityLog for Unsupported {
    /// Keeps nothing: what the entry is about must happen all the same.
    async fn append_security(&mut self, _: &[SecurityEvent]) -> Result<(), StorageError> {
        Ok(())
    }

    async fn forget_security(&mut self, _: Option<OffsetDateTime>, _: u32, _: u32) -> Result<u64, StorageError> {
        Ok(0)
    }
}

#[async_trait]
impl SecurityQueries for Unsupported {
    async fn security_events(
        &self,
        _: PeopleVisibility,
        _: SecurityFilter,
        _: SecuritySort,
        _: Option<SecurityEventId>,
        _: PageLimit,
    ) -> Result<Option<Page<SecurityEventView>>, StorageError> {
        unsupported("reads of the security log")
    }

    /// Nothing is known of earlier sign-ins.
    async fn has_signed_in_from(&self, _: PersonId, _: Network) -> Result<bool, StorageError> {
        Ok(false)
    }
}

impl SecurityReporter for Unsupported {
    fn report(&self, _: &SecurityEvent) {}
}
