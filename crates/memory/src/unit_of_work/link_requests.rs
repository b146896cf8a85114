//! The queue of requests for links, within a unit of work.

use async_trait::async_trait;
use deskhand_domain::ports::{LinkRequest, LinkRequests, StorageError};

use crate::unit_of_work::MemoryUnitOfWork;

#[async_trait]
impl LinkRequests for MemoryUnitOfWork {
    async fn add(&mut self, request: &LinkRequest, most: u32) -> Result<(), StorageError> {
        if self.read().link_requests.len() < most as usize {
            self.write().link_requests.push(request.clone());
        }
        Ok(())
    }

    async fn take_oldest(&mut self) -> Result<Option<LinkRequest>, StorageError> {
        let waiting = self.read().link_requests.iter().enumerate();
        let oldest = waiting.min_by_key(|(_, request)| (request.requested_at, request.id)).map(|(place, _)| place);
        Ok(oldest.map(|place| self.write().link_requests.remove(place)))
    }
}
