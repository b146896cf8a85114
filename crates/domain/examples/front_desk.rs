//! The domain in another service: a museum's front desk that keeps its tickets in memory.

use std::sync::Arc;

use deskhand_domain::people::Role;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{TicketKey, TicketQueries};
use deskhand_domain::use_cases::{Ports, Rules, UseCases};
use deskhand_memory::MemoryStorage;

mod museum;

use museum::{Outcome, add_person, lost_umbrella};

fn main() -> Outcome<()> {
    pollster::block_on(a_morning())
}

async fn a_morning() -> Outcome<()> {
    let memory = Arc::new(MemoryStorage::new());
    // The clock, ids and sleeper are the machine's. Of the optional reads, this desk has the event feed.
    let ports = Ports { events: memory.clone(), ..deskhand_system::ports_over(memory.clone()) };
    let desk = UseCases::new(ports, Rules::default());

    add_person(&*memory, "guide", Role::Engineer).await?;
    let visitor = add_person(&*memory, "visitor", Role::Customer).await?;
    let opened = desk.tickets().open(&visitor, lost_umbrella()?).await?.view;

    let guide = opened.assignee.ok_or("no guide is available")?.name;
    println!("#{} \"{}\" went to {guide}", opened.ticket.number, opened.ticket.title);
    let kept = memory.find(TicketVisibility::Everything, TicketKey::Id(opened.ticket.id)).await?;
    println!("{} events, kept: {}", desk.events().count(&visitor).await?.rows(), kept.is_some());
    Ok(())
}
