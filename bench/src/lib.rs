//! Measures the release build over real HTTP, beside a bare twin in the same run, and writes down what came of it.
//! `make bench` and `make bench-quick` run it; `docs/benchmarks.md` is its report.

pub mod bare;
pub mod calm;
pub mod data;
pub mod figures;
pub mod load;
pub mod machine;
pub mod measure;
pub mod operations;
pub mod plan;
pub mod product;
pub mod progress;
pub mod report;
pub mod run;
pub mod scene;
pub mod server;
pub mod table;
pub mod targets;
