//! Queries of the list of tickets that a person keeps under names of their own.

mod texts;
mod view;

pub use texts::{ViewName, ViewQuery};
pub use view::SavedView;
