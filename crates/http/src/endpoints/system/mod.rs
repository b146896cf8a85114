//! Probes, metrics and the OpenAPI document.

mod health;
mod metrics;
mod openapi;
mod ready;

pub(crate) use health::healthz;
pub(crate) use metrics::show_metrics;
pub(crate) use openapi::{OpenApiText, openapi_json, openapi_json_at_root};
pub(crate) use ready::readyz;
