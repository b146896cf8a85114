/// What every measurement needs.
pub(crate) struct Bench<'a> {
    pub(crate) plan: &'a crate::plan::Plan,
    pub(crate) oha: &'a crate::load::Oha,
    pub(crate) store: &'a crate::data::Store,
    pub(crate) ours: &'a crate::build::Build,
}
