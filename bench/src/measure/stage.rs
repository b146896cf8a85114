//! A server over a copy of a filled database, with its scene set.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use tokio::process::Command;

use crate::data::{FilledCopy, Warehouse};
use crate::load::{Crowd, Sample, Script, closed_loop};
use crate::operations::{Operation, operations};
use crate::product::{Limits, PUBLIC_URL, Product, SECRET};
use crate::scene::Scene;
use crate::server::Server;

/// Who plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cast {
    /// The program without limits.
    Product,
    /// The program as it comes.
    ProductWithLimits,
    /// Its bare twin.
    Bare,
}

/// A server under load.
pub struct Stage {
    /// The server.
    pub server: Server,
    /// What the requests need to know.
    pub scene: Scene,
    copy: FilledCopy,
    counter: Arc<AtomicU64>,
}

impl Stage {
    /// Starts it over a desk of this size.
    ///
    /// # Errors
    /// Where the database can't be had, or the server does not get ready.
    pub async fn set(cast: Cast, warehouse: &Warehouse, product: &Product, tickets: u32) -> anyhow::Result<Self> {
        let copy = warehouse.copy(product, tickets).await?;
        let server = match cast {
            Cast::Product => product.serve(copy.folder(), &copy.url, Limits::Off).await?,
            Cast::ProductWithLimits => product.serve(copy.folder(), &copy.url, Limits::Default).await?,
            Cast::Bare => bare_twin(&copy.url).await?,
        };
        let scene = Scene::set(server.address, &copy.password).await?;
        Ok(Self { server, scene, copy, counter: Arc::default() })
    }

    /// The operations of this server.
    #[must_use]
    pub fn operations(&self) -> Vec<Operation> {
        operations(&self.scene)
    }

    /// Its database.
    #[must_use]
    pub const fn copy(&self) -> &FilledCopy {
        &self.copy
    }

    /// One round of load.
    pub async fn round(&self, script: &Script, connections: usize, warm_up: Duration, time: Duration) -> Sample {
        let crowd = Crowd { connections, warm_up, time };
        closed_loop(self.server.address, script, &self.counter, crowd).await
    }

    /// Takes everything away.
    ///
    /// # Errors
    /// The system's.
    pub async fn strike(self) -> anyhow::Result<()> {
        self.server.stop().await?;
        self.copy.discard().await
    }
}

/// This very program, in its other role.
async fn bare_twin(database: &str) -> anyhow::Result<Server> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["bare", "--database", database, "--secret", SECRET, "--public-url", PUBLIC_URL]);
    Server::start(command).await
}
