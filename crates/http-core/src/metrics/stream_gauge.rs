use prometheus::IntGauge;

/// Counts an open stream until it is dropped: at its end, or when its client disconnects.
#[derive(Debug)]
pub struct StreamGauge(IntGauge);

impl StreamGauge {
    pub(super) fn new(gauge: IntGauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for StreamGauge {
    fn drop(&mut self) {
        self.0.dec();
    }
}
