//! The memory storage passes the contracts that the databases pass.

use std::sync::Arc;

use deskhand_memory::{MemoryBlobs, MemoryPresence, MemoryStorage};
use deskhand_port_contracts::Adapter;

async fn an_empty_storage() -> Adapter {
    let storage = Arc::new(MemoryStorage::new());
    Adapter {
        storage: storage.clone(),
        tickets: storage.clone(),
        people: storage.clone(),
        reports: storage.clone(),
        events: storage.clone(),
        sessions: storage.clone(),
        api_keys: storage.clone(),
        mail: storage.clone(),
        security: storage.clone(),
        attachments: storage.clone(),
        intake: storage.clone(),
        drafts: storage.clone(),
        presence: Arc::new(MemoryPresence::default()),
        saved_views: storage.clone(),
        transfer: storage.clone(),
        webhooks: storage,
        keep_alive: Box::new(()),
    }
}

deskhand_port_contracts::contract_suite!(an_empty_storage);

mod blobs {
    deskhand_port_contracts::blob_suite!(super::an_empty_store);
}

async fn an_empty_store() -> (MemoryBlobs, ()) {
    (MemoryBlobs::default(), ())
}
