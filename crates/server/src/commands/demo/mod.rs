//! Sample data: users, and tickets of the last 30 days in every state, with their conversations.

mod generator;
mod mails;
mod people;
mod rng;
mod shared_password;
mod texts;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use deskhand_domain::policy::Workflow;
use deskhand_domain::quota::Quotas;
use deskhand_domain::ticket::TicketNumber;
use deskhand_domain::transfer::WholeTicket;
use deskhand_domain::use_cases::{ListTickets, Ports, Rules, UseCases};
use indicatif::{ProgressBar, ProgressStyle};
use time::Duration;

use crate::bootstrap::{self, random_password};
use crate::intake_worker::IntakeWorker;
use crate::overrides::Overrides;
use crate::settings::Settings;
use crate::start::desk::open_desk;
use crate::wiring::{self, Components};

use generator::TicketGenerator;
use people::DemoPeople;
use rng::Rng;
use shared_password::SharedPasswordHasher;

#[derive(Debug, Args)]
pub(crate) struct DemoSize {
    /// How many tickets
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    tickets: u32,
    /// The same number makes the same tickets
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The tickets are opened over this period, which ends now.
const SPAN: Duration = Duration::days(30);

/// Tickets in one transaction. A larger one would block a running service for longer.
const BATCH: u32 = 1_000;

/// The newest tickets whose assignment is stored with its reasons. The reasons for a million tickets would only fill the
/// disk.
const EXPLAINED: u32 = 1_000;

/// Fills the database. The tickets change by the methods of the domain, like all others; only the rows are inserted in
/// batches. No mail is sent, because the users do not exist.
pub(crate) async fn fill(settings: &Settings, size: &DemoSize) -> anyhow::Result<ExitCode> {
    let desk = open_desk(settings, &Overrides::default()).await?;
    let components = wiring::wire(settings, desk, &Overrides::default())?;
    let first = bootstrap::first_superadmin(&components.desk, &settings.bootstrap).await?;
    if let Some((name, password)) = first.and_then(|made| made.password.map(|password| (made.username, password))) {
        println!("first superadmin {name}, password {password}   (shown this once: keep it)");
    }
    let password = random_password();
    let cast = create_people(settings, &components, &password).await?;
    generate_tickets(&components, &cast, size).await?;
    let mails = take_mails_in(settings, &components, &cast).await?;
    components.database.optimize_text_search().await?;

    println!("{} tickets, {} engineers, {} customers", size.tickets, cast.engineers.len(), cast.customers.len());
    if mails > 0 {
        println!("{mails} mails that came in; some wait for a decision: deskhand mail list --state held");
    }
    if let (Some(engineer), Some(customer)) = (cast.engineers.first(), cast.customers.first()) {
        println!(
            "sign in as {} or {}; those made now have the password {password}",
            engineer.username, customer.username
        );
    }
    components.database.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Creates the users. They share one password, so that it is hashed only once.
async fn create_people(settings: &Settings, components: &Components, password: &str) -> anyhow::Result<DemoPeople> {
    let passwords = Arc::new(SharedPasswordHasher::over(components.ports.passwords.clone()));
    let rules = Rules { send_notices: false, quotas: Quotas::NONE, ..settings.rules() };
    let desk = UseCases::new(Ports { passwords, ..components.ports.clone() }, rules);
    people::create_people(&desk, &*components.ports.people, password).await
}

/// A few mails, where the desk takes mail.
async fn take_mails_in(settings: &Settings, components: &Components, cast: &DemoPeople) -> anyhow::Result<usize> {
    let rules = Rules { send_notices: false, ..settings.rules() };
    let Some(mail_in) = rules.mail_in.clone() else { return Ok(0) };
    let desk = UseCases::new(components.ports.clone(), rules);
    let newest = desk.tickets().list(&cast.superadmin, ListTickets::default()).await?;
    let answered = newest.rows.first().map(|view| view.ticket.id);
    let mails = mails::take_in(&desk, &components.ports, &mail_in, answered).await?;
    // A running service may be faster.
    IntakeWorker { desk, ..components.intake.clone() }.drain().await?;
    Ok(mails)
}

async fn generate_tickets(components: &Components, cast: &DemoPeople, size: &DemoSize) -> anyhow::Result<()> {
    // The default policies: those of this desk might refuse a step of a generated ticket.
    let rules = Workflow::default();
    let end = components.ports.clock.now();
    let step = SPAN / size.tickets.max(1);
    let mut rng = Rng::new(size.seed);
    let bar = progress_bar(size.tickets);
    let mut generated = 0;
    while generated < size.tickets {
        let count = BATCH.min(size.tickets - generated);
        let generate = |first: TicketNumber, engineers| {
            let mut generator = TicketGenerator { cast, ids: &*components.ports.ids, rules: &rules, end, engineers };
            let generate_one = |n: u32| {
                let number = TicketNumber::new(first.get() + u64::from(n))?;
                let mut whole = generator.generate(number, (end - SPAN) + step * (generated + n), &mut rng)?;
                whole.decision = whole.decision.filter(|_| generated + n + EXPLAINED >= size.tickets);
                Ok(whole)
            };
            (0..count).map(generate_one).collect::<anyhow::Result<Vec<WholeTicket>>>()
        };
        components.database.load_tickets(count, generate).await?;
        generated += count;
        bar.inc(u64::from(count));
    }
    bar.finish();
    Ok(())
}

fn progress_bar(tickets: u32) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} tickets  {per_sec}  {eta} left");
    let bar = ProgressBar::new(u64::from(tickets));
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
