//! Generates one ticket with its messages and generated, by the methods of the domain.

use deskhand_domain::assignment::{self, EngineerLoad, Trigger};
use deskhand_domain::history::{Event, Fact, Topic};
use deskhand_domain::people::{Actor, By, Role};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::IdGenerator;
use deskhand_domain::ticket::{
    Message, MessageBody, NewTicket, RatingComment, Refusal, Stars, Ticket, TicketNumber, TicketStatus, Title,
};
use deskhand_domain::transfer::WholeTicket;
use deskhand_domain::{EventId, MessageId, TicketId};
use time::{Duration, OffsetDateTime};

use super::people::DemoPeople;
use super::rng::Rng;
use super::texts::{ANSWERS, NOTES, PROBLEMS, RATINGS, REPLIES};

/// Generates tickets.
pub(super) struct TicketGenerator<'a> {
    pub(super) cast: &'a DemoPeople,
    pub(super) ids: &'a dyn IdGenerator,
    pub(super) rules: &'a Workflow,
    /// No event is later than this.
    pub(super) end: OffsetDateTime,
    /// The loads after the tickets that were generated so far.
    pub(super) engineers: Vec<EngineerLoad>,
}

/// A ticket that is being generated.
struct GeneratedTicket<'a> {
    ids: &'a dyn IdGenerator,
    rules: &'a Workflow,
    end: OffsetDateTime,
    now: OffsetDateTime,
    whole: WholeTicket,
}

impl<'a> TicketGenerator<'a> {
    /// Opens a ticket at `start` and lets users work on it until `end` at the latest.
    pub(super) fn generate(
        &mut self,
        number: TicketNumber,
        start: OffsetDateTime,
        rng: &mut Rng,
    ) -> anyhow::Result<WholeTicket> {
        let reporter = Actor::from(rng.pick(&self.cast.customers)?);
        let mut generated = self.open(number, &reporter, start, rng)?;
        let staff = match generated.whole.ticket.assignee {
            Some(id) => Actor { id, role: Role::Engineer, ..self.cast.superadmin },
            None => self.cast.superadmin,
        };
        generated.develop(&reporter, &staff, rng)?;
        generated.auto_close();
        if let Some(busy) = generated.whole.ticket.load_on()
            && let Some(load) = self.engineers.iter_mut().find(|load| load.id == busy)
        {
            load.open_tickets += 1;
        }
        Ok(generated.whole)
    }

    fn open(
        &mut self,
        number: TicketNumber,
        reporter: &Actor,
        start: OffsetDateTime,
        rng: &mut Rng,
    ) -> anyhow::Result<GeneratedTicket<'a>> {
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
        facts.extend(decision.assign(&mut ticket));
        if let Some(load) = self.engineers.iter_mut().find(|load| Some(load.id) == decision.chosen) {
            load.last_assigned_at = Some(start);
        }
        let decision = Some((decision, start));
        let whole = WholeTicket {
            ticket,
            messages: vec![request],
            events: Vec::new(),
            decision,
            files: Vec::new(),
            muted_by: Vec::new(),
        };
        let mut generated = GeneratedTicket { ids: self.ids, rules: self.rules, end: self.end, now: start, whole };
        generated.remember(&facts, reporter);
        Ok(generated)
    }
}

impl GeneratedTicket<'_> {
    fn develop(&mut self, reporter: &Actor, staff: &Actor, rng: &mut Rng) -> anyhow::Result<()> {
        if !rng.chance(85) || !self.later(rng) {
            return Ok(());
        }
        self.say(staff, rng.pick(ANSWERS)?, false)?;
        if rng.chance(25) {
            self.say(staff, rng.pick(NOTES)?, true)?;
        }
        if rng.chance(60) && self.later(rng) {
            self.say(reporter, rng.pick(REPLIES)?, false)?;
        }
        if self.later(rng) { self.conclude(reporter, staff, rng) } else { Ok(()) }
    }

    /// Half of the tickets are resolved, half of those closed, and some of those rated. Some are blocked, unresolved or canceled.
    fn conclude(&mut self, reporter: &Actor, staff: &Actor, rng: &mut Rng) -> anyhow::Result<()> {
        match rng.below(100) {
            0..50 => {
                self.set(staff, TicketStatus::Resolved)?;
                if rng.chance(50) && self.later(rng) {
                    self.set(reporter, TicketStatus::Closed)?;
                }
                self.rate(reporter, rng)?;
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
            self.whole.ticket.post(id, body, note, who, self.rules, self.now)?;
        self.whole.messages.push(message);
        self.change(&facts, who);
        Ok(())
    }

    fn set(&mut self, who: &Actor, status: TicketStatus) -> Result<(), Refusal> {
        let facts = self.whole.ticket.move_to(status, who, self.rules, self.now)?;
        self.change(&facts, who);
        Ok(())
    }

    /// Two of five reporters say how it was, and a few of them why.
    fn rate(&mut self, reporter: &Actor, rng: &mut Rng) -> anyhow::Result<()> {
        if !rng.chance(40) || !self.later(rng) {
            return Ok(());
        }
        let (stars, comments) = rng.pick(RATINGS)?;
        let comment = if rng.chance(40) { Some(RatingComment::parse(rng.pick(comments)?)?) } else { None };
        let facts = self.whole.ticket.rate(Stars::parse(*stars)?, comment, reporter, self.rules, self.now)?;
        self.change(&facts, reporter);
        Ok(())
    }

    fn change(&mut self, facts: &[Fact], by: impl Into<By>) {
        self.whole.ticket.touch(facts, self.now);
        self.remember(facts, by);
    }

    fn remember(&mut self, facts: &[Fact], by: impl Into<By>) {
        let by = by.into();
        let topic = Topic::Ticket(self.whole.ticket.id);
        let event = |fact| Event::of(fact, EventId::new(self.ids.uuid()), topic, by, self.now);
        self.whole.events.extend(facts.iter().map(event));
    }

    /// Warns about and closes a resolved ticket as the periodic work would have done. Otherwise its first run would queue
    /// thousands of warnings to users who do not exist.
    fn auto_close(&mut self) {
        let Some(mut then) = self.whole.ticket.resolved_at else { return };
        while self.whole.ticket.status == TicketStatus::Resolved && then <= self.end {
            let facts = self.whole.ticket.close_by_itself(self.rules, then);
            if !facts.is_empty() {
                self.now = then;
                self.change(&facts, By::System);
            }
            then += Duration::DAY;
        }
    }

    /// Moves the time on by some hours. Returns false if that would be after `end`.
    fn later(&mut self, rng: &mut Rng) -> bool {
        let minutes = i64::try_from(10 + rng.below(36 * 60)).unwrap_or(10);
        let then = self.now + Duration::minutes(minutes);
        if then <= self.end {
            self.now = then;
        }
        then <= self.end
    }
}
