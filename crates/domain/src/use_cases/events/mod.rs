pub(crate) mod feed;
