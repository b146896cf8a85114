use super::fault::{Fault, rule};
use crate::history::{Event, Topic};
use crate::ids::PersonId;
use crate::ticket::MessageBody;

/// Checks an event of the history of `topic`.
///
/// # Errors
/// [`Fault`] names the rule that is broken.
pub fn check_event(event: &Event, topic: Topic) -> Result<(), Fault> {
    rule(event.topic == topic, "an event is about something else")?;
    for value in [&event.before, &event.after].into_iter().flatten() {
        rule(!value.contains('\0'), "before and after of an event must not contain NUL")?;
        let is_short = value.len() <= 4 * MessageBody::MAX;
        rule(is_short, "before and after of an event must not be longer than a message")?;
        let names_person = !event.kind.names_people() || value.parse::<PersonId>().is_ok();
        rule(names_person, "before and after of an assignment or a follower are ids of people")?;
    }
    Ok(())
}
