//! What people typed and did not send yet. A draft is no message: nothing of it is checked but its length.

mod draft;
mod editor;
mod place;
mod words;

pub use draft::Draft;
pub use editor::Editor;
pub use place::DraftPlace;
pub use words::{DraftText, DraftTitle, DraftWords};
