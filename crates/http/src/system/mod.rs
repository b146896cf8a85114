//! Probes: for whoever runs the program, outside `/api/v1`.

mod health;
mod ready;

pub(crate) use health::healthz;
pub(crate) use ready::readyz;
