//! What every storage adapter must do, tried on SQLite and on PostgreSQL.

mod support;

use std::sync::Arc;

use deskhand_persistence::{Database, DatabaseOptions, LeaseClock};
use deskhand_port_contracts::Adapter;
use support::{Kind, Place};

mod on_sqlite {
    deskhand_port_contracts::contract_suite!(super::sqlite);

    mod blobs {
        deskhand_port_contracts::blob_suite!(super::super::sqlite_blobs);
    }
}

mod on_postgres {
    deskhand_port_contracts::contract_suite!(super::postgres);

    mod blobs {
        deskhand_port_contracts::blob_suite!(super::super::postgres_blobs);
    }
}

async fn sqlite() -> Adapter {
    adapter(Kind::Sqlite).await
}

async fn postgres() -> Adapter {
    adapter(Kind::Postgres).await
}

async fn sqlite_blobs() -> (Database, Place) {
    blobs(Kind::Sqlite).await
}

async fn postgres_blobs() -> (Database, Place) {
    blobs(Kind::Postgres).await
}

async fn blobs(kind: Kind) -> (Database, Place) {
    let place = Place::migrated(kind).await;
    (place.open().await, place)
}

/// The suite moves its clock by hand, so leases have to follow it.
async fn adapter(kind: Kind) -> Adapter {
    let place = Place::migrated(kind).await;
    let options = DatabaseOptions { lease_clock: LeaseClock::Caller, ..DatabaseOptions::default() };
    let database = Arc::new(place.open_with(&options).await);
    Adapter {
        storage: database.clone(),
        tickets: database.clone(),
        people: database.clone(),
        reports: database.clone(),
        events: database.clone(),
        sessions: database.clone(),
        api_keys: database.clone(),
        mail: database.clone(),
        security: database.clone(),
        attachments: database.clone(),
        intake: database.clone(),
        drafts: database.clone(),
        presence: database.clone(),
        saved_views: database.clone(),
        transfer: database.clone(),
        webhooks: database,
        keep_alive: Box::new(place),
    }
}
