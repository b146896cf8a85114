//! What was found out: as a whole for machines, as text and pictures for people.

mod charts;
mod markdown;

use std::path::Path;

use anyhow::Context;
use serde::Serialize;

use crate::calm::Disturbances;
use crate::machine::Machine;
use crate::measure::{ComparedRow, Flood, Grouped, GrowthRow, Idle, Letters, Overload, Streams};
use crate::targets::{self, Target};

/// Everything of one run.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// When.
    pub date: String,
    /// Whether it was the short one.
    pub quick: bool,
    /// Where.
    pub machine: Machine,
    /// What, in which versions.
    pub versions: Vec<String>,
    /// How many tickets the desk has at which the program is compared with its twin.
    pub compared_at: u32,
    /// On which databases.
    pub databases: Vec<OnDatabase>,
}

/// What was found out on one kind of database.
#[derive(Clone, Debug, Serialize)]
pub struct OnDatabase {
    /// Which.
    pub name: &'static str,
    /// Its version and settings.
    pub about: String,
    /// The program beside its twin.
    pub compared: Vec<ComparedRow>,
    /// By size.
    pub growth: Vec<GrowthRow>,
    /// Opening together.
    pub group: Option<Grouped>,
    /// Opening while mail goes out.
    pub letters: Option<Letters>,
    /// Beside a flood of sign-ins.
    pub flood: Option<Flood>,
    /// With many who listen.
    pub streams: Option<Streams>,
    /// With nothing to do.
    pub idle: Option<Idle>,
    /// With too much to do.
    pub overload: Option<Overload>,
    /// How often others disturbed that.
    pub disturbances: Disturbances,
}

impl OnDatabase {
    /// Nothing yet.
    #[must_use]
    pub fn new(name: &'static str, about: String) -> Self {
        Self {
            name,
            about,
            compared: Vec::new(),
            growth: Vec::new(),
            group: None,
            letters: None,
            flood: None,
            streams: None,
            idle: None,
            overload: None,
            disturbances: Disturbances::default(),
        }
    }

    /// The targets, as far as they were measured.
    #[must_use]
    pub fn targets(&self) -> Vec<Target> {
        let mut all = Vec::new();
        if !self.compared.is_empty() {
            all.extend(targets::beside_bare(&self.compared));
        }
        // Sharing commits is for the database that has one writer.
        all.extend(self.group.iter().filter(|_| self.name == "SQLite").map(targets::of_group));
        if !self.growth.is_empty() {
            all.extend(targets::of_growth(&self.growth));
        }
        all.extend(self.flood.iter().flat_map(targets::of_flood));
        all.extend(self.streams.iter().map(targets::of_streams));
        all.extend(self.idle.iter().flat_map(targets::of_idle));
        all.extend(self.overload.iter().flat_map(targets::of_overload));
        all
    }
}

impl Report {
    /// As people read it.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::of(self)
    }

    /// Writes the raw figures.
    ///
    /// # Errors
    /// The system's.
    pub fn write_figures(&self, file: &Path) -> anyhow::Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let text = serde_json::to_string_pretty(self)?;
        std::fs::write(file, text).with_context(|| format!("{} can't be written", file.display()))
    }

    /// Writes `benchmarks.md` into this folder, and its pictures beside it.
    ///
    /// # Errors
    /// The system's.
    pub fn write_documentation(&self, folder: &Path) -> anyhow::Result<()> {
        let pictures = folder.join("benchmarks");
        std::fs::create_dir_all(&pictures)?;
        for database in &self.databases {
            charts::draw(database, &pictures)?;
        }
        let file = folder.join("benchmarks.md");
        std::fs::write(&file, self.to_markdown()).with_context(|| format!("{} can't be written", file.display()))
    }
}
