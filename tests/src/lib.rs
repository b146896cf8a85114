//! What the black-box tests need from the world around the program.

pub mod smtp;
