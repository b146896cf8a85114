use uuid::Uuid;

/// The namespace of all ids that are made of old ones (RFC 9562, section 5.5). It never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f1d_5c1e_8a34_4d0b_9b52_3c1f_0e7a_d082);

/// The ids of what comes from one system.
#[derive(Clone, Copy)]
pub(super) struct Ids(pub(super) &'static str);

impl Ids {
    /// The same for the same system, kind and key.
    pub(super) fn of(self, kind: &str, key: &str) -> Uuid {
        Uuid::new_v5(&NAMESPACE, format!("{}\n{kind}\n{key}", self.0).as_bytes())
    }
}
