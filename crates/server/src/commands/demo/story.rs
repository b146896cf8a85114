//! One ticket from opening to wherever it gets.

use deskhand_domain::people::{Actor, Person};
use deskhand_domain::ports::TicketKey;
use deskhand_domain::ticket::{MessageBody, TicketStatus, Title};
use deskhand_domain::use_cases::{OpenTicket, PostMessage, UpdateTicket, UseCases};
use time::{Duration, OffsetDateTime};

use super::cast::Cast;
use super::die::Die;
use super::doubles::DemoClock;
use super::script::{ANSWERS, NOTES, PROBLEMS, REPLIES};
use deskhand_domain::ports::Clock;

pub(super) struct Story<'a> {
    desk: &'a UseCases,
    cast: &'a Cast,
    clock: &'a DemoClock,
    /// Nothing happens after this.
    end: OffsetDateTime,
}

impl<'a> Story<'a> {
    pub(super) const fn new(desk: &'a UseCases, cast: &'a Cast, clock: &'a DemoClock, end: OffsetDateTime) -> Self {
        Self { desk, cast, clock, end }
    }

    /// Opens a ticket and lets people deal with it, as long as the story's time is not over.
    pub(super) async fn tell(&self, die: &mut Die) -> anyhow::Result<()> {
        let (Some(reporter), Some(problem)) = (die.pick(&self.cast.customers), die.pick(PROBLEMS)) else {
            return Ok(());
        };
        let command = OpenTicket {
            title: Title::parse(problem.title)?,
            description: MessageBody::parse(problem.description)?,
            priority: problem.priority,
            follow_up_of: None,
        };
        let opened = self.desk.open_ticket(&Actor::from(reporter), command).await?;
        let key = TicketKey::Id(opened.view.ticket.id);
        let staff = opened.view.assignee.map_or(self.cast.director, |assignee| self.staff(&assignee));
        if !die.in_a_hundred(85) || !self.later(die) {
            return Ok(());
        }
        self.say(&staff, key, ANSWERS, false, die).await?;
        if die.in_a_hundred(25) {
            self.say(&staff, key, NOTES, true, die).await?;
        }
        if die.in_a_hundred(60) && self.later(die) {
            self.say(&Actor::from(reporter), key, REPLIES, false, die).await?;
        }
        if !self.later(die) {
            return Ok(());
        }
        self.conclude(key, reporter, &staff, die).await
    }

    /// Most get resolved, many of those closed; some are blocked, given up or withdrawn.
    async fn conclude(&self, key: TicketKey, reporter: &Person, staff: &Actor, die: &mut Die) -> anyhow::Result<()> {
        let reporter = Actor::from(reporter);
        match die.below(100) {
            0..50 => {
                self.set(staff, key, TicketStatus::Resolved).await?;
                if die.in_a_hundred(50) && self.later(die) {
                    self.set(&reporter, key, TicketStatus::Closed).await?;
                }
            }
            50..62 => self.set(staff, key, TicketStatus::Blocked).await?,
            62..68 => self.set(staff, key, TicketStatus::Unresolved).await?,
            68..74 => self.set(&reporter, key, TicketStatus::Canceled).await?,
            _ => {}
        }
        Ok(())
    }

    async fn say(&self, who: &Actor, key: TicketKey, words: &[&str], note: bool, die: &mut Die) -> anyhow::Result<()> {
        if let Some(words) = die.pick(words) {
            let body = MessageBody::parse(words)?;
            self.desk.post_message(who, key, PostMessage { body, note }).await?;
        }
        Ok(())
    }

    async fn set(&self, who: &Actor, key: TicketKey, status: TicketStatus) -> anyhow::Result<()> {
        let command = UpdateTicket { status: Some(status), ..UpdateTicket::default() };
        self.desk.update_ticket(who, key, command).await?;
        Ok(())
    }

    fn staff(&self, assignee: &deskhand_domain::people::PersonRef) -> Actor {
        let engineer = self.cast.engineers.iter().find(|engineer| engineer.id == assignee.id);
        engineer.map_or(self.cast.director, Actor::from)
    }

    /// Some hours pass; `false` where that would lead into the future.
    fn later(&self, die: &mut Die) -> bool {
        let minutes = i64::try_from(10 + die.below(36 * 60)).unwrap_or(10);
        let then = self.clock.now() + Duration::minutes(minutes);
        if then > self.end {
            return false;
        }
        self.clock.set(then);
        true
    }
}
