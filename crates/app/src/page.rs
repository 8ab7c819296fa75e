//! Paging by key: a page, its total, and where the next one begins.

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// How many there are on all pages.
    pub total: u64,
    /// Key of the next page; absent on the last.
    pub next: Option<String>,
}

/// The most that one page holds.
pub(crate) const MOST: u64 = 200;

/// Cuts a list that was read one longer than the page, and tells where the next begins.
pub(crate) fn page<T>(mut items: Vec<T>, limit: u64, total: u64, key: impl Fn(&T) -> String) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(key);
    Page { items, total, next }
}
