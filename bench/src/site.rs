use anyhow::{Context, Result};

use crate::build::Build;
use crate::data::{DatabaseCopy, Store};
use crate::load::{Load, Oha, Turn};
use crate::scenario::Scenario;
use crate::scene::Scene;
use crate::server::Server;

type Answer = reqwest::Result<reqwest::Response>;

/// One build, serving a filled database of its own.
pub(crate) struct Site<'a> {
    pub(crate) server: Server,
    scene: Scene,
    store: &'a Store,
    copy: DatabaseCopy,
    label: &'static str,
}

impl<'a> Site<'a> {
    /// Starts the build on a copy of the database with so many tickets, signs in, and opens the tickets to search for.
    pub(crate) async fn start(build: &Build, store: &'a Store, tickets: u32, label: &'static str) -> Result<Self> {
        let copy = store.copy(tickets, label).await?;
        let server = build.serve(copy.folder.path(), &copy.url).await?;
        let scene = Scene::prepare(&server.url, tickets, &copy.password).await?;
        Ok(Self { server, scene, store, copy, label })
    }

    pub(crate) async fn drive(&self, oha: &Oha, scenario: Scenario, turn: Turn) -> Result<Load> {
        let request = scenario.request(&self.scene);
        oha.drive(&self.server.url, &request, turn).await.with_context(|| scenario.name())
    }

    /// A request like those of the load, from outside it.
    pub(crate) fn ask_once(&self, scenario: Scenario) -> impl Future<Output = Answer> + use<> {
        let (request, url) = (scenario.request(&self.scene), self.server.url.clone());
        async move { request.send(&url).await }
    }

    pub(crate) async fn stop(self) -> Result<()> {
        self.server.stop().await?;
        self.store.discard(self.copy, self.label).await
    }
}
