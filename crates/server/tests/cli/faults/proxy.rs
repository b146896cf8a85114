//! nginx in front of the program.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// It ends when this is dropped: its stdin closes with it.
pub(super) struct Proxy {
    child: Child,
    address: String,
}

impl Proxy {
    pub(super) fn before(address: &str) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/with_proxy.sh");
        let mut child = Command::new(script).arg(address).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "nginx did not start");
        Self { child, address: line.trim().to_owned() }
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
