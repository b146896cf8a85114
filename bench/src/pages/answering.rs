//! How long a page takes. The server sends it whole, so its first byte comes with its last one.

use anyhow::Context as _;

use super::desk::Desk;
use crate::load::{Request, Turn};
use crate::measure::Bench;
use crate::plan::SOME;
use crate::scenario::any_number;
use crate::verdict::{Bar, Check, Spread};

/// With how many connections, and the most milliseconds of the 99th percentile then.
const BARS: [(usize, f64); 2] = [(1, 10.0), (SOME, 60.0)];

pub(super) async fn first_bytes(bench: &Bench<'_>, desk: &Desk) -> anyhow::Result<Vec<Check>> {
    let any_ticket = format!("/tickets/{}", any_number(desk.scene.tickets));
    let pages = [
        ("the inbox", Request::page("/inbox".to_owned(), false, &desk.admin)),
        ("any ticket", Request::page(any_ticket, true, &desk.admin)),
        ("a customer's requests", Request::page("/requests".to_owned(), false, &desk.customer)),
    ];
    let mut checks = Vec::new();
    for (name, request) in pages {
        for (connections, most) in BARS {
            let turn = Turn { connections, time: bench.plan.turn, rate: None };
            let (mut times, mut failures) = (Vec::new(), 0);
            for _ in 0..bench.plan.pairs {
                let load = bench.oha.drive(&desk.server.url, &request, turn).await.context(name)?;
                failures += load.failures();
                times.push(load.p99);
            }
            let name = format!("page, {name}, {connections} connections: p99 in ms");
            let check = match failures {
                0 => Check::spread(name, Spread::of(&times), Bar::AtMost(most)),
                _ => Check::fact(name, format!("{failures} failed"), "no failures", false),
            };
            eprintln!("{}: {check}", bench.store.name());
            checks.push(check);
        }
    }
    Ok(checks)
}
