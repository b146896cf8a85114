//! What the black-box tests need from the world around the program.

pub mod dovecot;
pub mod smtp;
