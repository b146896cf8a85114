//! The modules of one crate, with what each defines, imports and mentions.

use std::collections::{BTreeMap, BTreeSet};

/// Index of a module in [`Tree::modules`].
pub(super) type ModuleId = usize;

/// The segments of a path: `crate::ticket::Status` has three.
pub(super) type Segments = Vec<String>;

#[derive(Default)]
pub(super) struct Tree {
    pub(super) modules: Vec<Module>,
    /// `macro_rules!` are found by their name alone: name and file.
    pub(super) macros: BTreeMap<String, String>,
}

#[derive(Default)]
pub(super) struct Module {
    pub(super) file: String,
    /// `None` for the root of a crate.
    pub(super) parent: Option<ModuleId>,
    pub(super) children: BTreeMap<String, ModuleId>,
    /// Names of the items that the module defines itself.
    pub(super) items: BTreeSet<String>,
    pub(super) imports: Vec<Import>,
    /// Paths in code, outside of `use`.
    pub(super) mentions: BTreeSet<Segments>,
}

pub(super) struct Import {
    pub(super) path: Segments,
    pub(super) name: ImportedName,
    /// `pub use`, in whatever scope: it passes a name on and uses nothing.
    pub(super) is_reexport: bool,
}

#[derive(PartialEq, Eq)]
pub(super) enum ImportedName {
    Name(String),
    /// `use path::*`
    Glob,
}
