//! After which time a page that is open shows what another person wrote.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use reqwest::Client;

use super::console::Console;
use super::desk::Desk;
use crate::load::p99;
use crate::verdict::{Bar, Check, Spread};

const CHANGES: u32 = 100;
const TICKET: u32 = 7;

pub(super) async fn another_change(desk: &Desk) -> Result<Check> {
    let (url, cookie) = (desk.server.url.clone(), desk.admin.clone());
    let mut console = Console { client: Client::new(), url, cookie, ticket: Some(TICKET), number: 0 };
    let mut hints = console.listen().await?;
    let (mut times, mut last) = (Vec::new(), Duration::ZERO);
    for n in 0..CHANGES {
        // It gathers for another time each time, as the script does.
        console.number = n;
        let words = format!("Umbrella {n} is green.");
        let begun = Instant::now();
        desk.note(TICKET, &words).await?;
        console.changed(&mut hints).await?;
        let look = console.look(last).await?;
        ensure!(look.text.contains(&words), "the page does not show {words:?}");
        times.push(begun.elapsed());
        last = look.took;
    }
    let measured = Spread::of(&[p99(&times, 0)]);
    Ok(Check::spread("another's change is shown: p99 in ms".to_owned(), measured, Bar::AtMost(500.0)))
}
