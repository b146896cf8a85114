//! What every storage adapter must do, tried on SQLite.

mod support;

use std::sync::Arc;

use deskhand_port_contracts::Adapter;

deskhand_port_contracts::contract_suite!(sqlite);

async fn sqlite() -> Adapter {
    let (database, directory) = support::fresh_database().await;
    let database = Arc::new(database);
    Adapter { storage: database.clone(), tickets: database.clone(), people: database, keep_alive: Box::new(directory) }
}
