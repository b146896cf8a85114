//! Finds the file that defines what a path names, through imports and re-exports.

use std::collections::BTreeSet;

use super::module_tree::{ImportedName, ModuleId, Tree};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// An item, defined in this file.
    Item(String),
    Module(ModuleId),
}

/// Names that are being looked up, so that imports which name each other come to an end.
type Pending = BTreeSet<(ModuleId, String)>;

impl Tree {
    /// `None` for what other crates define, and for local names.
    pub(super) fn resolve(&self, from: ModuleId, path: &[String]) -> Option<Found> {
        if let [name] = path
            && let Some(name) = name.strip_suffix('!')
        {
            return self.macros.get(name).cloned().map(Found::Item);
        }
        self.walk(from, path, &mut Pending::new())
    }

    fn walk(&self, from: ModuleId, path: &[String], pending: &mut Pending) -> Option<Found> {
        let (first, mut rest) = path.split_first()?;
        let mut found = match first.as_str() {
            "crate" => Found::Module(0),
            "self" => Found::Module(from),
            "super" => Found::Module(self.modules[from].parent?),
            name => self.lookup(from, name, rest.is_empty(), pending)?,
        };
        while let Found::Module(module) = found
            && let Some((name, after)) = rest.split_first()
        {
            rest = after;
            found = match name.as_str() {
                "super" => Found::Module(self.modules[module].parent?),
                // What a macro defines has no name of its own in the source: it is in that module's file.
                name => self
                    .lookup(module, name, rest.is_empty(), pending)
                    .unwrap_or_else(|| Found::Item(self.modules[module].file.clone())),
            };
        }
        Some(found)
    }

    /// A module and an item may share a name: the item is meant where the path ends.
    fn lookup(&self, id: ModuleId, name: &str, is_last: bool, pending: &mut Pending) -> Option<Found> {
        let name = name.trim_end_matches('!');
        if !pending.insert((id, name.to_owned())) {
            return None;
        }
        let module = &self.modules[id];
        let child = || module.children.get(name).copied().map(Found::Module);
        let item = || module.items.contains(name).then(|| Found::Item(module.file.clone()));
        let found = if is_last {
            item().or_else(|| self.imported(id, name, pending)).or_else(child)
        } else {
            child().or_else(|| self.imported(id, name, pending)).or_else(item)
        };
        let found = found.or_else(|| self.by_glob(id, name, is_last, pending));
        pending.remove(&(id, name.to_owned()));
        found
    }

    fn imported(&self, id: ModuleId, name: &str, pending: &mut Pending) -> Option<Found> {
        let mut named =
            self.modules[id].imports.iter().filter(|import| import.name == ImportedName::Name(name.to_owned()));
        named.find_map(|import| self.walk(id, &import.path, pending))
    }

    fn by_glob(&self, id: ModuleId, name: &str, is_last: bool, pending: &mut Pending) -> Option<Found> {
        let mut globs = self.modules[id].imports.iter().filter(|import| import.name == ImportedName::Glob);
        globs.find_map(|glob| match self.walk(id, &glob.path, pending)? {
            Found::Module(module) => self.lookup(module, name, is_last, pending),
            Found::Item(_) => None,
        })
    }
}
