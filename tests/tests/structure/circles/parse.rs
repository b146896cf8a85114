//! Reads the source of a crate into a [`Tree`].

use syn::{Item, UseTree, Visibility};

use super::Sources;
use super::module_tree::{Import, ImportedName, Module, ModuleId, Segments, Tree};
use super::paths::{is_test_only, mentions_of};

/// The roots from which modules are found: the library and the programs.
pub(super) fn trees(sources: &Sources) -> Vec<Tree> {
    let is_root = |file: &str| {
        file == "lib.rs" || file == "main.rs" || (file.starts_with("bin/") && file.matches('/').count() == 1)
    };
    sources.keys().filter(|file| is_root(file)).map(|root| tree(sources, root)).collect()
}

fn tree(sources: &Sources, root: &str) -> Tree {
    let mut parser = Parser { sources, tree: Tree::default() };
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    parser.file(root, folder, None);
    parser.tree
}

struct Parser<'a> {
    sources: &'a Sources,
    tree: Tree,
}

impl Parser<'_> {
    /// `folder` is where the files of its `mod x;` are.
    fn file(&mut self, file: &str, folder: &str, parent: Option<ModuleId>) -> ModuleId {
        let text = self.sources.get(file).unwrap_or_else(|| panic!("there is no file {file}"));
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file} can't be parsed: {error}"));
        self.module(file, folder, parent, &parsed.items)
    }

    fn module(&mut self, file: &str, folder: &str, parent: Option<ModuleId>, items: &[Item]) -> ModuleId {
        let id = self.tree.modules.len();
        self.tree.modules.push(Module { file: file.to_owned(), parent, ..Module::default() });
        for item in items.iter().filter(|item| !is_test_only(attributes(item))) {
            match item {
                Item::Mod(module) => {
                    let name = module.ident.to_string();
                    let child = match &module.content {
                        Some((_, items)) => self.module(file, &join(folder, &name), Some(id), items),
                        None => self.child_file(folder, &name, id),
                    };
                    self.tree.modules[id].children.insert(name, child);
                }
                Item::Use(import) => {
                    let is_reexport = !matches!(import.vis, Visibility::Inherited);
                    self.tree.modules[id].imports.extend(imports(&import.tree, is_reexport));
                }
                other => self.item(id, file, other),
            }
        }
        id
    }

    fn child_file(&mut self, folder: &str, name: &str, parent: ModuleId) -> ModuleId {
        let inner = join(folder, name);
        let flat = format!("{inner}.rs");
        let file = if self.sources.contains_key(&flat) { flat } else { format!("{inner}/mod.rs") };
        self.file(&file, &inner, Some(parent))
    }

    fn item(&mut self, id: ModuleId, file: &str, item: &Item) {
        if let Item::Macro(defined) = item
            && let Some(name) = &defined.ident
        {
            self.tree.macros.insert(name.to_string(), file.to_owned());
        }
        let module = &mut self.tree.modules[id];
        module.items.extend(name_of(item));
        let found = mentions_of(item);
        module.mentions.extend(found.mentions);
        for tree in found.uses {
            module.imports.extend(imports(tree, false));
        }
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// `a::{b, c as d, e::*}` as three imports.
fn imports(tree: &UseTree, is_reexport: bool) -> Vec<Import> {
    let mut found = Vec::new();
    flatten(tree, &mut Vec::new(), &mut |path, name| found.push(Import { path, name, is_reexport }));
    found
}

fn flatten(tree: &UseTree, before: &mut Segments, found: &mut impl FnMut(Segments, ImportedName)) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, found);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, found)),
        UseTree::Glob(_) => found(before.clone(), ImportedName::Glob),
        UseTree::Name(name) => named(before, &name.ident.to_string(), None, found),
        UseTree::Rename(name) => named(before, &name.ident.to_string(), Some(name.rename.to_string()), found),
    }
}

fn named(before: &Segments, last: &str, renamed: Option<String>, found: &mut impl FnMut(Segments, ImportedName)) {
    let mut path = before.clone();
    if last != "self" || path.is_empty() {
        path.push(last.to_owned());
    }
    let name = renamed.unwrap_or_else(|| path.last().unwrap().clone());
    found(path, ImportedName::Name(name));
}

fn name_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
