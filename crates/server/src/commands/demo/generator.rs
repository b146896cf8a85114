//! One ticket from opening to wherever it gets, told by the domain's own verbs.

use deskhand_domain::assignment::{self, EngineerLoad, Trigger};
use deskhand_domain::history::{Event, Fact, Topic};
use deskhand_domain::people::{Actor, By, Role};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::IdGenerator;
use deskhand_domain::ticket::{Message, MessageBody, NewTicket, Refusal, Ticket, TicketNumber, TicketStatus, Title};
use deskhand_domain::{EventId, MessageId, TicketId};
use deskhand_persistence::TicketBundle;
use time::{Duration, OffsetDateTime};

use super::people::DemoPeople;
use super::rng::Rng;
use super::texts::{ANSWERS, NOTES, PROBLEMS, REPLIES};

/// Who tells, and with what.
pub(super) struct TicketGenerator<'a> {
    pub(super) cast: &'a DemoPeople,
    pub(super) ids: &'a dyn IdGenerator,
    pub(super) rules: &'a Workflow,
    /// Nothing happens after this.
    pub(super) end: OffsetDateTime,
    /// With the loads that the stories told so far have left.
    pub(super) engineers: Vec<EngineerLoad>,
}

/// A story being told.
struct TicketHistory<'a> {
    ids: &'a dyn IdGenerator,
    rules: &'a Workflow,
    end: OffsetDateTime,
    now: OffsetDateTime,
    chapter: TicketBundle,
}

impl<'a> TicketGenerator<'a> {
    /// Opens a ticket and lets people deal with it, as long as the story's time is not over.
    pub(super) fn tell(
        &mut self,
        number: TicketNumber,
        start: OffsetDateTime,
        rng: &mut Rng,
    ) -> anyhow::Result<TicketBundle> {
        let reporter = Actor::from(rng.pick(&self.cast.customers)?);
        let mut story = self.open(number, &reporter, start, rng)?;
        let staff = match story.chapter.ticket.assignee {
            Some(id) => Actor { id, role: Role::Engineer, ..self.cast.superadmin },
            None => self.cast.superadmin,
        };
        story.develop(&reporter, &staff, rng)?;
        story.auto_close();
        if let Some(busy) = story.chapter.ticket.load_on()
            && let Some(load) = self.engineers.iter_mut().find(|load| load.id == busy)
        {
            load.open_tickets += 1;
        }
        Ok(story.chapter)
    }

    fn open(
        &mut self,
        number: TicketNumber,
        reporter: &Actor,
        start: OffsetDateTime,
        rng: &mut Rng,
    ) -> anyhow::Result<TicketHistory<'a>> {
        let problem = rng.pick(PROBLEMS)?;
        let new = NewTicket {
            id: TicketId::new(self.ids.uuid()),
            number,
            title: Title::parse(problem.title)?,
            description: MessageBody::parse(problem.description)?,
            priority: problem.priority,
            reporter: reporter.id,
            follow_up_of: None,
            first_message: MessageId::new(self.ids.uuid()),
        };
        let (mut ticket, request, mut facts) = Ticket::open(new, start);
        let decision = assignment::decide(&ticket, Trigger::Opened, &self.engineers);
        facts.extend(ticket.assign(decision.chosen).into_iter().map(Fact::automatic));
        if let Some(load) = self.engineers.iter_mut().find(|load| Some(load.id) == decision.chosen) {
            load.last_assigned_at = Some(start);
        }
        let decision = Some((decision, start));
        let chapter = TicketBundle { ticket, messages: vec![request], events: Vec::new(), decision };
        let mut story = TicketHistory { ids: self.ids, rules: self.rules, end: self.end, now: start, chapter };
        story.remember(&facts, reporter);
        Ok(story)
    }
}

impl TicketHistory<'_> {
    fn develop(&mut self, reporter: &Actor, staff: &Actor, rng: &mut Rng) -> anyhow::Result<()> {
        if !rng.percent(85) || !self.later(rng) {
            return Ok(());
        }
        self.say(staff, rng.pick(ANSWERS)?, false)?;
        if rng.percent(25) {
            self.say(staff, rng.pick(NOTES)?, true)?;
        }
        if rng.percent(60) && self.later(rng) {
            self.say(reporter, rng.pick(REPLIES)?, false)?;
        }
        if self.later(rng) { self.conclude(reporter, staff, rng) } else { Ok(()) }
    }

    /// Most get resolved, many of those closed; some are blocked, given up or withdrawn.
    fn conclude(&mut self, reporter: &Actor, staff: &Actor, rng: &mut Rng) -> anyhow::Result<()> {
        match rng.below(100) {
            0..50 => {
                self.set(staff, TicketStatus::Resolved)?;
                if rng.percent(50) && self.later(rng) {
                    self.set(reporter, TicketStatus::Closed)?;
                }
            }
            50..62 => self.set(staff, TicketStatus::Blocked)?,
            62..68 => self.set(staff, TicketStatus::Unresolved)?,
            68..74 => self.set(reporter, TicketStatus::Canceled)?,
            _ => {}
        }
        Ok(())
    }

    fn say(&mut self, who: &Actor, words: &str, note: bool) -> anyhow::Result<()> {
        let id = MessageId::new(self.ids.uuid());
        let body = MessageBody::parse(words)?;
        let (message, facts): (Message, Vec<Fact>) =
            self.chapter.ticket.post(id, body, note, who, self.rules, self.now)?;
        self.chapter.messages.push(message);
        self.change(&facts, who);
        Ok(())
    }

    fn set(&mut self, who: &Actor, status: TicketStatus) -> Result<(), Refusal> {
        let facts = self.chapter.ticket.move_to(status, who, self.rules, self.now)?;
        self.change(&facts, who);
        Ok(())
    }

    fn change(&mut self, facts: &[Fact], by: impl Into<By>) {
        self.chapter.ticket.touch(self.now);
        self.remember(facts, by);
    }

    fn remember(&mut self, facts: &[Fact], by: impl Into<By>) {
        let by = by.into();
        let topic = Topic::Ticket(self.chapter.ticket.id);
        let event = |fact| Event::of(fact, EventId::new(self.ids.uuid()), topic, by, self.now);
        self.chapter.events.extend(facts.iter().map(event));
    }

    /// What the desk does by itself with a ticket that is resolved: else the first sweep over a demonstration would warn
    /// thousands of people who do not exist.
    fn auto_close(&mut self) {
        let Some(mut then) = self.chapter.ticket.resolved_at else { return };
        while self.chapter.ticket.status == TicketStatus::Resolved && then <= self.end {
            let facts = self.chapter.ticket.close_by_itself(self.rules, then);
            if !facts.is_empty() {
                self.now = then;
                self.change(&facts, By::System);
            }
            then += Duration::DAY;
        }
    }

    /// Some hours pass; `false` where that would lead into the future.
    fn later(&mut self, rng: &mut Rng) -> bool {
        let minutes = i64::try_from(10 + rng.below(36 * 60)).unwrap_or(10);
        let then = self.now + Duration::minutes(minutes);
        if then <= self.end {
            self.now = then;
        }
        then <= self.end
    }
}
