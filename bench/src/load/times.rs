use std::time::Duration;

/// The 99th percentile in milliseconds; more than anything where something failed, or nothing was measured.
pub(crate) fn p99(times: &[Duration], failures: usize) -> f64 {
    let mut sorted: Vec<_> = times.to_vec();
    sorted.sort_unstable();
    let at = (sorted.len() * 99).div_ceil(100).saturating_sub(1);
    match sorted.get(at) {
        Some(time) if failures == 0 => time.as_secs_f64() * 1_000.0,
        _ => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_in_a_hundred_is_slower() {
        let times: Vec<_> = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!(p99(&times, 0), 198.0);
        assert_eq!((p99(&times, 1), p99(&[], 0)), (f64::INFINITY, f64::INFINITY));
    }
}
