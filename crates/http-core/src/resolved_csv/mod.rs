//! The tickets that were resolved in a period, as a table. The API and the pages hand out the same.

mod answer;
mod escape;
mod table;

pub use answer::resolved_csv;
