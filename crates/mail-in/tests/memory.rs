//! A server that announces a mail of half a gigabyte is cut off before anything is allocated for it. Alone in this program, for it
//! counts what is allocated.
#![allow(clippy::unwrap_used, reason = "a missing value is a failed test")]

use deskhand_mail_in::imap::{ImapReport, ImapSettings};
use peak_alloc::PeakAlloc;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MOST_MEGABYTES: f32 = 64.0;

/// Row 40 of the cases. Tried at the first thing that a server says, and with what it may say forever.
#[tokio::test]
async fn what_a_server_announces_or_sends_does_not_fill_the_memory() {
    let endless = "a".repeat(1_000_000);
    for line in ["* 1 FETCH (UID 1 BODY[] {500000000}\r\n", "* LIST () \"/\" {99999999999999999999}\r\n", &endless] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let line = line.to_owned();
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            // Until the client hangs up.
            while stream.write_all(line.as_bytes()).await.is_ok() {}
        });
        MEMORY.reset_peak_usage();
        let settings = ImapSettings::parse(&format!("imap://support:hunter2@127.0.0.1:{port}")).unwrap();
        let fault = ImapReport::of(&settings).await.unwrap_err();
        let peak = MEMORY.peak_usage_as_mb();
        assert!(peak < MOST_MEGABYTES, "{peak} MB");
        assert!(fault.contains("bytes"), "{fault}");
        server.await.unwrap();
    }
}
