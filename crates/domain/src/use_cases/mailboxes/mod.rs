pub(crate) mod advance;
pub(crate) mod claim;
