//! A file should fit on a screen or two: half of the files of each crate have at most this many lines.

use crate::repository::{crates, files_below, has_extension, relative};

const LONGEST_MEDIAN: usize = 70;

#[test]
fn the_median_file_of_each_crate_is_short() {
    let mut long = Vec::new();
    for folder in crates() {
        let sources = files_below(&folder.join("src")).into_iter().filter(|file| has_extension(file, "rs"));
        let mut lines: Vec<usize> =
            sources.map(|file| std::fs::read_to_string(file).unwrap().lines().count()).collect();
        lines.sort_unstable();
        let median = lines[lines.len() / 2];
        if median > LONGEST_MEDIAN {
            long.push(format!("{}/src: {median} lines in the median of {} files", relative(&folder), lines.len()));
        }
    }
    assert!(long.is_empty(), "split files, the median may be {LONGEST_MEDIAN} lines:\n{}", long.join("\n"));
}
