//! What a front says of its routes, and how the layers look it up.

mod access;
mod route_index;
mod rule;

pub use access::Access;
pub use route_index::{IndexedPath, RouteIndex, indexed_path_of};
pub use rule::{ProblemRenderer, RouteRule};
