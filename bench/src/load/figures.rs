use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

/// The figures of one turn of load.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Load {
    /// Answers with status 2xx a second.
    pub(crate) per_second: f64,
    /// The 99th percentile of their latency, in milliseconds.
    pub(crate) p99: f64,
    /// Answers with any other status.
    pub(crate) refused: BTreeMap<u16, u64>,
    /// Requests without an answer, those apart that were still open at the end.
    pub(crate) broken: u64,
}

/// What oha prints as JSON, as far as it is read here.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Output {
    summary: BTreeMap<String, Option<f64>>,
    latency_percentiles_successful: BTreeMap<String, Option<f64>>,
    status_code_distribution: BTreeMap<u16, u64>,
    error_distribution: BTreeMap<String, u64>,
}

/// How oha counts requests that were open when the time was over.
const OPEN_AT_THE_END: &str = "aborted due to deadline";

impl Load {
    pub(crate) fn parse(json: &[u8]) -> anyhow::Result<Self> {
        let output: Output = serde_json::from_slice(json)
            .with_context(|| format!("oha printed something else: {}", String::from_utf8_lossy(json)))?;
        let seconds = output.summary.get("total").copied().flatten().context("oha printed no total time")?;
        let mut refused = output.status_code_distribution;
        let served: u64 = refused.extract_if(.., |status, _| (200..300).contains(status)).map(|(_, count)| count).sum();
        let errors = output.error_distribution.iter().filter(|(error, _)| *error != OPEN_AT_THE_END);
        let p99 = output.latency_percentiles_successful.get("p99").copied().flatten();
        Ok(Self {
            per_second: served as f64 / seconds,
            // Nothing was served: slower than anything.
            p99: p99.filter(|_| served > 0).map_or(f64::INFINITY, |seconds| seconds * 1000.0),
            refused,
            broken: errors.map(|(_, count)| count).sum(),
        })
    }

    /// Requests that were not served.
    pub(crate) fn failures(&self) -> u64 {
        self.broken + self.refused.values().sum::<u64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn served_requests_are_told_from_refused_and_broken_ones() {
        let json = br#"{"summary": {"successRate": 1.0, "total": 2.0, "requestsPerSec": 55.0},
            "latencyPercentiles": {"p99": 0.9}, "latencyPercentilesSuccessful": {"p50": 0.001, "p99": 0.0125},
            "statusCodeDistribution": {"200": 60, "201": 40, "503": 10},
            "errorDistribution": {"aborted due to deadline": 16, "connection closed": 2}}"#;
        let load = Load::parse(json).unwrap();
        assert_eq!(load, Load { per_second: 50.0, p99: 12.5, refused: [(503, 10)].into(), broken: 2 });
        assert_eq!(load.failures(), 12);
        assert!(Load::parse(b"Error: refused").unwrap_err().to_string().contains("Error: refused"));
    }
}
