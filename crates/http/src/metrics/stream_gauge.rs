use prometheus::IntGauge;

/// Counts an answer that is being streamed, until it is dropped: at its end, or when its client has gone.
#[derive(Debug)]
pub(crate) struct OpenStream(IntGauge);

impl OpenStream {
    pub(super) fn new(gauge: IntGauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.dec();
    }
}
