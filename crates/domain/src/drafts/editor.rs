use time::OffsetDateTime;

/// Where a person wrote what they send, as far as drafts go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Editor {
    /// When the draft was kept that the editor showed, or kept itself; `None` where there was none.
    pub draft: Option<OffsetDateTime>,
}
