//! Probes and metrics: for whoever runs the program, outside `/api/v1`.

mod health;
mod metrics;
mod ready;

pub(crate) use health::healthz;
pub(crate) use metrics::show_metrics;
pub(crate) use ready::readyz;
