//! What holds for every address: probes, methods, headers, the document, raw HTTP, a restart.

mod envelope;
mod methods;
mod openapi;
mod probes;
mod raw_http;
mod restart;
