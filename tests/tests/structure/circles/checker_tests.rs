//! The checker finds what it must, on small made-up crates.

use super::Sources;
use super::check::{circles_of_files, circles_of_folders, uses};

fn sources(files: &[(&str, &str)]) -> Sources {
    files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect()
}

/// `from -> to` for each use.
fn arrows(files: &[(&str, &str)]) -> Vec<String> {
    let uses = uses(&sources(files));
    uses.iter().flat_map(|(from, targets)| targets.keys().map(move |to| format!("{from} -> {to}"))).collect()
}

#[test]
fn two_files_that_use_each_other_are_a_circle() {
    let found = circles_of_files(&sources(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "pub struct B; fn make() -> super::a::A { todo() }"),
    ]));
    assert_eq!(found, ["a.rs -> b.rs (crate::b::B) -> a.rs (super::a::A)"]);
}

#[test]
fn a_circle_through_a_re_export_is_found() {
    let found = circles_of_files(&sources(&[
        ("lib.rs", "mod a; mod inner; pub use inner::B;"),
        ("a.rs", "use crate::B; pub struct A(B);"),
        ("inner/mod.rs", "mod b; pub use b::*;"),
        ("inner/b.rs", "use crate::a; pub struct B; fn take(_: &a::A) {}"),
    ]));
    assert_eq!(found, ["a.rs -> inner/b.rs (crate::B) -> a.rs (a::A)"]);
}

#[test]
fn a_long_circle_is_found_with_all_its_files() {
    let found = circles_of_files(&sources(&[
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "use crate::c::C; pub struct B(C);"),
        ("c.rs", "use crate::{a::A, d::D}; pub struct C(A, D);"),
        ("d.rs", "pub struct D(crate::c::C);"),
    ]));
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("4 in all reach each other: a.rs, b.rs, c.rs, d.rs"), "{found:?}");
}

#[test]
fn a_parent_and_a_child_that_use_each_other_are_a_circle() {
    let found = circles_of_files(&sources(&[
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod b; pub struct A(b::B);"),
        ("a/b.rs", "pub struct B; fn f(_: super::A) {}"),
    ]));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn paths_in_macro_calls_and_attributes_count() {
    let found = arrows(&[
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "fn f() { println!(\"{}\", crate::b::name()); } #[derive(Doc)] #[doc_of(crate::c::C)] struct A;"),
        ("b.rs", "pub fn name() { shout!() }"),
        ("c.rs", "pub struct C;"),
        ("d.rs", "macro_rules! shout { () => {} }"),
    ]);
    assert_eq!(found, ["a.rs -> b.rs", "a.rs -> c.rs", "b.rs -> d.rs"]);
}

#[test]
fn declarations_re_exports_and_modules_of_tests_do_not_count() {
    let found = arrows(&[
        ("lib.rs", "mod a; mod b; pub use a::A; pub(crate) use b::B; extern crate alloc;"),
        ("a.rs", "pub struct A; #[cfg(test)] mod tests { use super::*; use crate::b::B; }"),
        ("b.rs", "use std::fmt; use crate::a; pub struct B; #[cfg(test)] use crate::a::A;"),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn renamed_imports_inline_modules_and_imports_in_functions_are_followed() {
    let found = arrows(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::b as other; fn f() { use crate::c::deep::C; } struct A(other::B);"),
        ("b.rs", "pub struct B;"),
        ("c.rs", "pub mod deep { pub struct C; fn f(_: super::super::b::B) {} }"),
    ]);
    assert_eq!(found, ["a.rs -> b.rs", "a.rs -> c.rs", "c.rs -> b.rs"]);
}

#[test]
fn what_a_macro_defines_is_looked_for_in_the_file_of_its_module() {
    let found = arrows(&[
        ("lib.rs", "mod a; mod ids;"),
        ("a.rs", "use crate::ids::TicketId; struct A(TicketId);"),
        ("ids.rs", "macro_rules! id { ($name:ident) => { pub struct $name; } } id!(TicketId);"),
    ]);
    assert_eq!(found, ["a.rs -> ids.rs"]);
}

#[test]
fn two_folders_that_use_each_other_are_a_circle_though_no_files_are() {
    let crate_of = [
        ("lib.rs", "mod x; mod y;"),
        ("x/mod.rs", "pub mod one; pub mod two;"),
        ("x/one.rs", "use crate::y::three::Three; pub struct One(Three);"),
        ("x/two.rs", "pub struct Two;"),
        ("y/mod.rs", "pub mod three; pub mod four;"),
        ("y/three.rs", "pub struct Three;"),
        ("y/four.rs", "pub struct Four(crate::x::two::Two);"),
    ];
    assert!(circles_of_files(&sources(&crate_of)).is_empty());
    let found = circles_of_folders(&sources(&crate_of));
    assert_eq!(found, ["in src: x -> y (crate::y::three::Three) -> x (crate::x::two::Two)"]);
}
