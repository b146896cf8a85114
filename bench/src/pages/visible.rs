//! After which time a page that is open shows what another person wrote.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use reqwest::Client;

use super::console::{Console, Shows};
use super::desk::Desk;
use crate::load::p99;
use crate::verdict::{Bar, Check, Spread};

const CHANGES: u32 = 100;

pub(super) async fn another_change(desk: &Desk) -> Result<Check> {
    let reader = desk.people(1).await?.pop().context("no people")?;
    let ticket = *reader.tickets.first().context("no ticket is open")?;
    let (url, cookie) = (desk.server.url.clone(), reader.cookie);
    let mut console =
        Console { client: Client::new(), url, cookie, shows: Shows::Ticket(ticket), is_staff: true, number: 0 };
    let mut hints = console.listen().await?;
    let (mut times, mut last) = (Vec::new(), Duration::ZERO);
    for n in 0..CHANGES {
        // It gathers for another time each time, as the script does.
        console.number = n;
        let words = format!("Umbrella {n} is green.");
        let begun = Instant::now();
        desk.answer(ticket, &words).await?;
        console.changed(&mut hints).await?;
        let look = console.look(last).await?;
        ensure!(look.text.contains(&words), "the page does not show {words:?}");
        times.push(begun.elapsed());
        last = look.took;
    }
    let measured = Spread::of(&[p99(&times, 0)]);
    Ok(Check::spread("another's change is shown: p99 in ms".to_owned(), measured, Bar::AtMost(500.0)))
}
