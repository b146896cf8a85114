//! Probes, metrics and the OpenAPI document.

mod health;
mod metrics;
mod openapi;
mod ready;
mod security_txt;

pub(crate) use health::healthz;
pub(crate) use metrics::show_metrics;
pub(crate) use openapi::{OpenApiText, openapi_json, openapi_json_at_root};
pub(crate) use ready::readyz;
pub(crate) use security_txt::show_security_txt;
