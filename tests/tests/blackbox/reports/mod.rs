//! What was resolved, as a table; and the summary of a period against plain counting.

mod cells;
mod long;
mod periods;
mod summary;
mod table;
mod visibility;
