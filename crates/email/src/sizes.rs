const KILOBYTE: u64 = 1024;
const MEGABYTE: u64 = 1024 * KILOBYTE;

/// A number of bytes in whole units of 1,024, as settings have them, rounded up, so that no language needs its own decimal point.
pub(crate) fn rounded(bytes: u64) -> String {
    match bytes {
        ..KILOBYTE => format!("{bytes} B"),
        KILOBYTE..MEGABYTE => format!("{} kB", bytes.div_ceil(KILOBYTE)),
        _ => format!("{} MB", bytes.div_ceil(MEGABYTE)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_rounded_up_to_whole_units() {
        for (bytes, shown) in [
            (0, "0 B"),
            (1_023, "1023 B"),
            (1_024, "1 kB"),
            (1_025, "2 kB"),
            (1_048_575, "1024 kB"),
            (1_048_576, "1 MB"),
            (26_214_400, "25 MB"),
            (26_214_401, "26 MB"),
        ] {
            assert_eq!(rounded(bytes), shown);
        }
    }
}
