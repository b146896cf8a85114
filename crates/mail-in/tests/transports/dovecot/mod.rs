//! The IMAP client against a real server. These tests run under tests/with_dovecot.sh, as `make test` does.

mod reading;
mod tls;
