//! Files of a crate use each other in one direction, so that each can be read without all the others.
//!
//! A file uses another when one of its paths or imports leads to an item defined there. `mod x;` and `pub use` are no
//! use: a re-export is followed to the file that defines the item. Modules under `#[cfg(test)]` are left out.

mod check;
mod checker_tests;
mod cycles;
mod module_tree;
mod names;
mod parse;
mod paths;

use std::collections::BTreeMap;
use std::path::Path;

use crate::repository::{crates, files_below, has_extension, relative};

/// The source files of a crate by their path below `src`.
type Sources = BTreeMap<String, String>;

#[test]
fn no_crate_has_a_circle_of_files() {
    let found: Vec<String> =
        every_crate().flat_map(|(name, sources)| named(&name, check::circles_of_files(&sources))).collect();
    assert!(found.is_empty(), "{} circle(s) of files:\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_crate_has_a_circle_of_folders() {
    let found: Vec<String> =
        every_crate().flat_map(|(name, sources)| named(&name, check::circles_of_folders(&sources))).collect();
    assert!(found.is_empty(), "{} circle(s) of folders:\n{}", found.len(), found.join("\n"));
}

fn named(name: &str, circles: Vec<String>) -> Vec<String> {
    circles.into_iter().map(|circle| format!("{name}: {circle}")).collect()
}

fn every_crate() -> impl Iterator<Item = (String, Sources)> {
    crates().into_iter().map(|folder| (relative(&folder), sources(&folder.join("src"))))
}

fn sources(src: &Path) -> Sources {
    let files = files_below(src).into_iter().filter(|file| has_extension(file, "rs"));
    files
        .map(|file| {
            let name = file.strip_prefix(src).unwrap().to_string_lossy().replace('\\', "/");
            (name, std::fs::read_to_string(&file).unwrap())
        })
        .collect()
}
