//! What the black-box tests need from the world around the program.

pub mod imap;
pub mod mail;
pub mod poison;
pub mod receiver;
pub mod smtp;
