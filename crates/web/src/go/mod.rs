//! One field for everything: it leads to a page by its name, to a ticket by its number, and to what has the words.

mod places;
mod show;

pub(crate) use show::go;
