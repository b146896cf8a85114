//! The data of other systems as lines.
