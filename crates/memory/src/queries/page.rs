//! Lists by keyset: a page goes on after the last row seen, whatever was added or removed before it.

use std::cmp::Ordering;

use deskhand_domain::ports::{Page, PageLimit, Total};

/// The order of a list: by a value, ties by id, both in the same direction.
pub(crate) fn in_direction<K: Ord>(descending: bool, a: &K, b: &K) -> Ordering {
    if descending { b.cmp(a) } else { a.cmp(b) }
}

/// Cuts `rows`, already in order and beginning after the last row seen, to one page.
pub(crate) fn cut<T>(mut rows: Vec<T>, limit: PageLimit, total: Option<Total>) -> Page<T> {
    let limit = limit.get() as usize;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    Page { rows, has_more, total }
}

/// What comes after the row that `is_last_seen` recognises; everything where none was seen yet.
pub(crate) fn rest<T>(rows: Vec<T>, is_last_seen: Option<impl Fn(&T) -> bool>) -> Vec<T> {
    match is_last_seen {
        None => rows,
        Some(is_last_seen) => rows.into_iter().skip_while(|row| !is_last_seen(row)).skip(1).collect(),
    }
}
