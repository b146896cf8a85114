//! Reading a list to its end, page by page, the way a client does.

use deskhand_domain::ports::{Page, PageLimit};

pub(crate) fn rows(n: u32) -> PageLimit {
    PageLimit::parse(i64::from(n)).unwrap()
}

/// All rows of a list. Every page but the last MUST be full and say that there are more.
pub(crate) async fn all<T, P>(
    limit: PageLimit,
    place: impl Fn(&T) -> P,
    mut read: impl AsyncFnMut(Option<P>) -> Page<T>,
) -> Vec<T> {
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = read(after).await;
        let full = page.rows.len() == limit.get() as usize;
        assert!(full || !page.has_more, "a page with more to come has {} of {} rows", page.rows.len(), limit.get());
        after = page.rows.last().map(&place);
        seen.extend(page.rows);
        assert!(seen.len() < 10_000, "the list does not end");
        if !page.has_more {
            return seen;
        }
    }
}
