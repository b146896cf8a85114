//! The report, in Markdown.

mod markdown;

use std::path::Path;

use anyhow::Context;

use crate::verdict::{Check, Row, Verdict};

/// Everything that was measured.
pub(crate) struct Report {
    quick: bool,
    base: String,
    pub(crate) databases: Vec<OnDatabase>,
}

pub(crate) struct OnDatabase {
    pub(crate) name: &'static str,
    /// This build beside the base.
    pub(crate) compared: Vec<Row>,
    /// Many tickets beside few.
    pub(crate) growth: Vec<Row>,
    pub(crate) opening: Row,
    pub(crate) checks: Vec<Check>,
}

impl Report {
    pub(crate) const fn new(quick: bool, base: String) -> Self {
        Self { quick, base, databases: Vec::new() }
    }

    pub(crate) fn is_met(&self) -> bool {
        self.names_with(Verdict::Missed).is_empty()
    }

    /// Writes the file, and prints what was missed.
    pub(crate) fn write(&self, file: &Path) -> anyhow::Result<()> {
        let text = markdown::of(self);
        std::fs::write(file, &text).with_context(|| format!("cannot write {}", file.display()))?;
        println!("{text}\nWritten to {}.", file.display());
        for name in self.names_with(Verdict::NoiseDecides) {
            println!("noise decides: {name}");
        }
        for name in self.names_with(Verdict::Missed) {
            println!("MISSED: {name}");
        }
        Ok(())
    }

    fn names_with(&self, verdict: Verdict) -> Vec<String> {
        self.databases.iter().flat_map(|database| database.names_with(verdict)).collect()
    }
}

impl OnDatabase {
    fn names_with(&self, verdict: Verdict) -> Vec<String> {
        let opening = std::iter::once(&self.opening);
        let rows = self.compared.iter().chain(&self.growth).chain(opening).map(|row| (row.verdict(), &row.name));
        let all = rows.chain(self.checks.iter().map(|check| (check.verdict, &check.name)));
        all.filter(|(its, _)| *its == verdict).map(|(_, name)| format!("{}, {name}", self.name)).collect()
    }
}

/// Says on standard error what is being done.
pub(crate) fn note(text: &str) {
    eprintln!("{text}");
}

/// Says on standard error what a row gave.
pub(crate) fn progress(database: &str, row: &Row) {
    let spread = row.spread;
    let bar = row.bar.map_or_else(String::new, |bar| format!(", wanted {bar}: {}", row.verdict()));
    note(&format!("{database}: {}: {:.2} ({:.2} to {:.2}){bar}", row.name, spread.median, spread.min, spread.max));
}
