use prometheus::IntGauge;

/// Counts an answer that is being streamed, until it is dropped: at its end, or when its client has gone.
#[derive(Debug)]
pub(crate) struct StreamGauge(IntGauge);

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
