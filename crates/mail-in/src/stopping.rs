use tokio::sync::watch;

/// Waits until the program stops: until the value is true, or nobody can set it any more.
pub(crate) async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}
