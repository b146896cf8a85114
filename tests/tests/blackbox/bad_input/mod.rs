//! What must not get in: each route refuses it with its reason, and nothing is written.

mod bodies;
mod broken_bodies;
mod fields;
mod limits;
mod many_values;
mod names;
mod parameters;
mod routes;
mod unknown_fields;
