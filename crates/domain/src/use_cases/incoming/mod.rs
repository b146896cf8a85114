pub(crate) mod explain;
mod recognise;
mod sender;
