use super::{NotFollowable, Ticket};
use crate::history::{EventKind, Fact};
use crate::ids::PersonId;
use crate::people::Person;
use crate::refusal::Refusal;

impl Ticket {
    /// Makes `person` a follower. Who follows already stays one, without a fact.
    ///
    /// # Errors
    /// A [`Refusal`] for the reporter, for an account that is not in use, and where there are [`Followers::MAX`](super::Followers::MAX).
    pub fn add_follower(&mut self, person: &Person) -> Result<Vec<Fact>, Refusal> {
        if self.followers.include(person.id) {
            return Ok(Vec::new());
        }
        if person.id == self.reporter {
            return Err(NotFollowable::IsReporter.into());
        }
        if !person.is_in_use() {
            return Err(NotFollowable::NotInUse.into());
        }
        if self.followers.are_full() {
            return Err(Refusal::TooManyFollowers);
        }
        self.0.followers.add(person.id);
        Ok(vec![Fact::new(EventKind::FollowerAdded).after_person(Some(person.id))])
    }

    /// Ends that `person` follows the ticket. Without a fact where they did not.
    pub fn remove_follower(&mut self, person: PersonId) -> Vec<Fact> {
        let did_follow = self.0.followers.remove(person);
        did_follow.then(|| Fact::new(EventKind::FollowerRemoved).before_person(Some(person))).into_iter().collect()
    }
}
