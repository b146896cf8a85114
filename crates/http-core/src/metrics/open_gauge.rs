use prometheus::IntGauge;

/// Counts an open stream or connection until it is dropped: at its end, or when its client disconnects.
#[derive(Debug)]
pub struct OpenGauge(IntGauge);

impl OpenGauge {
    pub(super) fn new(gauge: IntGauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for OpenGauge {
    fn drop(&mut self) {
        self.0.dec();
    }
}
