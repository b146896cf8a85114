use deskhand_domain::ports::IdGenerator;
use uuid::Uuid;

/// UUIDv7 from the machine's time and random source.
#[derive(Clone, Copy, Debug, Default)]
pub struct UuidV7Ids;

impl IdGenerator for UuidV7Ids {
    #[expect(clippy::disallowed_methods, reason = "this is the one source of ids")]
    fn uuid(&self) -> Uuid {
        Uuid::now_v7()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_of_version_7_and_sort_in_the_order_of_making() {
        let made: Vec<_> = (0..1000).map(|_| UuidV7Ids.uuid()).collect();
        assert!(made.windows(2).all(|two| two[0] < two[1]));
        assert!(made.iter().all(|id| id.get_version_num() == 7));
    }
}
