//! The paths that an item mentions, also inside of macro calls, whose tokens `syn` leaves as they are.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, Item, ItemUse, Macro, Meta, Path, UseTree};

use super::module_tree::Segments;

#[derive(Default)]
pub(super) struct Mentions<'ast> {
    pub(super) mentions: BTreeSet<Segments>,
    /// `use` inside of a function.
    pub(super) uses: Vec<&'ast UseTree>,
}

pub(super) fn mentions_of(item: &Item) -> Mentions<'_> {
    let mut found = Mentions::default();
    found.visit_item(item);
    found
}

/// Whether it is compiled for tests only: `#[cfg(test)]`, `#[cfg(all(test, ..))]`, `#[test]`.
pub(super) fn is_test_only(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string().replace(' ', "");
            condition == "test" || condition.starts_with("all(test,")
        }
        _ => false,
    })
}

impl<'ast> Visit<'ast> for Mentions<'ast> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.uses.push(&item.tree);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if !is_test_only(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none() {
            self.mentions.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let mut path: Segments = call.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(name) = path.last_mut() {
            name.push('!');
        }
        self.mentions.insert(path);
        self.tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
        visit::visit_attribute(self, attribute);
    }
}

impl Mentions<'_> {
    /// Collects `a::b::c`, and names of types alone.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Segments::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    self.end(&mut path);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Segments) {
        let path = std::mem::take(path);
        let is_type = |name: &String| name.starts_with(char::is_uppercase);
        if path.len() > 1 || path.first().is_some_and(is_type) {
            self.mentions.insert(path);
        }
    }
}
