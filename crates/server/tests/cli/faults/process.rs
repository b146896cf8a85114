//! What a process uses, and how long its clients wait.

use std::fs;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::Value;

use super::client::{ServiceClient, by};
use super::crowd::Person;
use crate::workplace::Serving;

pub(super) fn open_files(serving: &Serving) -> usize {
    fs::read_dir(serving.proc("fd")).unwrap().count()
}

pub(super) fn resident_kilobytes(serving: &Serving) -> u64 {
    kilobytes(serving, "VmRSS:")
}

/// The memory that the program asked for. The pages of its own file, which are read as it runs, do not count.
pub(super) fn allocated_kilobytes(serving: &Serving) -> u64 {
    kilobytes(serving, "RssAnon:")
}

fn kilobytes(serving: &Serving, what: &str) -> u64 {
    let status = fs::read_to_string(serving.proc("status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Measures the requests of another client.
pub(super) async fn others(client: &ServiceClient, admin: &Person, count: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    for _ in 0..count {
        let begun = Instant::now();
        client.ask(Method::GET, "/me", by(&admin.token), &Value::Null).await.unwrap().expect(200);
        times.push(begun.elapsed());
    }
    times
}

/// The 99th percentile.
pub(super) fn p99(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() * 99 / 100 - 1]
}
