//! Which file uses which, and the circles among files and among folders.

use std::collections::BTreeMap;

use super::Sources;
use super::cycles::{Graph, cycles};
use super::module_tree::{Module, ModuleId, Segments, Tree};
use super::names::Found;
use super::parse::trees;

/// Files in which a module names its children; the folder is named instead of them.
const FOLDER_FILES: [&str; 3] = ["lib.rs", "main.rs", "mod.rs"];

/// One line for each circle of files.
pub(super) fn circles_of_files(sources: &Sources) -> Vec<String> {
    cycles(&uses(sources))
}

/// One line for each circle among the files and folders that are side by side in a folder.
pub(super) fn circles_of_folders(sources: &Sources) -> Vec<String> {
    let mut levels: BTreeMap<String, Graph> = BTreeMap::new();
    for (from, targets) in uses(sources) {
        for (to, path) in targets {
            let (folder, from, to) = side_by_side(&from, &to);
            let is_folder_file = |name: &str| FOLDER_FILES.contains(&name);
            if from != to && !is_folder_file(&from) && !is_folder_file(&to) {
                levels.entry(folder).or_default().entry(from).or_default().entry(to).or_insert(path);
            }
        }
    }
    let found = levels.iter().flat_map(|(folder, graph)| {
        cycles(graph)
            .into_iter()
            .map(move |circle| format!("in {}: {circle}", if folder.is_empty() { "src" } else { folder }))
    });
    found.collect()
}

/// The folder that holds both, and the names in it on the way to each; a file counts to the folder of the same name.
fn side_by_side(from: &str, to: &str) -> (String, String, String) {
    let (mut folder, mut from, mut to) = (Vec::new(), from, to);
    while let (Some((a, inner_a)), Some((b, inner_b))) = (from.split_once('/'), to.split_once('/'))
        && a == b
    {
        folder.push(a);
        (from, to) = (inner_a, inner_b);
    }
    let name = |path: &str| match path.split_once('/') {
        Some((folder, _)) => folder.to_owned(),
        None if FOLDER_FILES.contains(&path) => path.to_owned(),
        None => path.trim_end_matches(".rs").to_owned(),
    };
    (folder.join("/"), name(from), name(to))
}

/// Which file uses which, and by what path.
pub(super) fn uses(sources: &Sources) -> Graph {
    let mut graph = Graph::new();
    for tree in trees(sources) {
        for (id, module) in tree.modules.iter().enumerate() {
            for path in used_paths(module) {
                if let Some(file) = file_of(&tree, id, path).filter(|file| *file != module.file) {
                    let targets = graph.entry(module.file.clone()).or_default();
                    targets.entry(file).or_insert_with(|| path.join("::"));
                }
            }
        }
    }
    graph
}

/// Imports first: they say more than the bare name.
fn used_paths(module: &Module) -> impl Iterator<Item = &Segments> {
    let imports = module.imports.iter().filter(|import| !import.is_reexport);
    imports.map(|import| &import.path).chain(&module.mentions)
}

/// A module alone is no use of what is in it.
fn file_of(tree: &Tree, id: ModuleId, path: &[String]) -> Option<String> {
    match tree.resolve(id, path)? {
        Found::Item(file) => Some(file),
        Found::Module(_) => None,
    }
}
