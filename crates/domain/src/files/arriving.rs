use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{FileLimits, FileRefused};
use crate::ids::PersonId;

/// How many bytes of each person are arriving. Without it, one person could fill the disk with uploads that have not ended: only
/// those that have are counted in the store.
#[derive(Debug, Default)]
pub(crate) struct ArrivingBytes(Mutex<BTreeMap<PersonId, u64>>);

/// The bytes of one upload. Dropping it takes them off.
pub(crate) struct Arriving {
    all: Arc<ArrivingBytes>,
    person: PersonId,
    bytes: u64,
}

impl ArrivingBytes {
    fn counts(&self) -> MutexGuard<'_, BTreeMap<PersonId, u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Arriving {
    pub(crate) const fn of(all: Arc<ArrivingBytes>, person: PersonId) -> Self {
        Self { all, person, bytes: 0 }
    }

    /// Adds the next bytes.
    pub(crate) fn add(&mut self, bytes: u64, limits: &FileLimits) -> Result<(), FileRefused> {
        let mut counts = self.all.counts();
        let count = counts.entry(self.person).or_default();
        limits.check_open(count.saturating_add(bytes))?;
        *count += bytes;
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        let mut counts = self.all.counts();
        let left = counts.get(&self.person).copied().unwrap_or_default().saturating_sub(self.bytes);
        match left {
            0 => drop(counts.remove(&self.person)),
            left => drop(counts.insert(self.person, left)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::person_id;

    #[test]
    fn what_arrives_for_one_person_at_once_is_limited_and_what_has_ended_counts_no_more() {
        let limits = FileLimits { max_open_uploads: 10, ..FileLimits::default() };
        let all = Arc::new(ArrivingBytes::default());
        let upload = |name| Arriving::of(Arc::clone(&all), person_id(name));
        let (mut first, mut second, mut other) = (upload("ada"), upload("ada"), upload("bea"));
        first.add(6, &limits).unwrap();
        assert_eq!(second.add(5, &limits), Err(FileRefused::TooManyOpen { max: 10 }));
        second.add(4, &limits).unwrap();
        other.add(10, &limits).unwrap();
        drop(first);
        second.add(6, &limits).unwrap();
        drop((second, other));
        assert!(all.counts().is_empty(), "nothing is left of them");
    }
}
