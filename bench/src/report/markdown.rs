use std::fmt::Write as _;

use super::{OnDatabase, Report};
use crate::calm::Disturbances;
use crate::figures::Figures;
use crate::table::{Table, number, statuses, thousands, times};

pub(super) fn of(report: &Report) -> String {
    let mut text = String::from("# Benchmarks\n\n");
    text.push_str(&introduction(report));
    text.push_str("\n## Targets\n\n");
    text.push_str(&targets(report));
    for database in &report.databases {
        text.push_str(&on_database(report, database));
    }
    text.push_str(HOW);
    text
}

fn introduction(report: &Report) -> String {
    let machine = &report.machine;
    let run = if report.quick { "`make bench-quick`" } else { "`make bench`" };
    format!(
        "Made by {run} on {}. {}, {} cores, {:.0} GiB of memory, {}; 4 KiB are on its disk after {} ms (`fdatasync`). {}.\n\n\
         The load generator, the server and PostgreSQL share these cores, so every figure is of all of them together; only \
         figures of one run compare. The *bare* twin is what the program would be without its layers, see below.\n",
        report.date,
        machine.cpu,
        machine.cores,
        machine.memory,
        machine.kernel,
        number(machine.fdatasync),
        report.versions.join(", "),
    )
}

fn targets(report: &Report) -> String {
    let mut table = Table::of(["target", "database", "wanted", "measured", "verdict"]).words(5);
    for database in &report.databases {
        for target in database.targets() {
            let verdict = match target.met {
                Some(true) => "met",
                Some(false) => "missed",
                None => "not measured",
            };
            table.row([target.about, database.name.to_owned(), target.wanted, target.measured, verdict.to_owned()]);
        }
    }
    table.to_string()
}

fn on_database(report: &Report, database: &OnDatabase) -> String {
    let Disturbances { repeated, kept } = database.disturbances;
    let mut text = format!(
        "\n## {}\n\n{}. Turns played again, for others took the processors: {repeated}; kept in spite of it: {kept}.\n",
        database.name, database.about
    );
    if !database.compared.is_empty() {
        let size = thousands(report.compared_at.into());
        let _ = write!(text, "\n### Beside the bare twin, {size} tickets\n\n{}", compared(database));
        let _ = write!(text, "\n![throughput](benchmarks/{}-throughput.svg)\n", database.name.to_lowercase());
    }
    if !database.growth.is_empty() {
        let _ = write!(text, "\n### As the desk grows, 16 connections\n\n{}", growth(database));
        let _ = write!(text, "\n![growth](benchmarks/{}-growth.svg)\n", database.name.to_lowercase());
    }
    let special = special(database);
    if !special.is_empty() {
        let _ = write!(text, "\n### Under special conditions\n\n{special}");
    }
    text
}

fn compared(database: &OnDatabase) -> String {
    let headings = [
        "operation",
        "connections",
        "requests/s",
        "p50 ms",
        "p99 ms",
        "bare requests/s",
        "bare p99 ms",
        "ratio",
        "failed",
    ];
    let mut table = Table::of(headings);
    for row in &database.compared {
        table.row([
            row.operation.to_owned(),
            row.connections.to_string(),
            number(row.product.per_second),
            number(row.product.p50),
            number(row.product.p99),
            number(row.bare.per_second),
            number(row.bare.p99),
            times(row.ratio),
            (row.product.failures + row.bare.failures).to_string(),
        ]);
    }
    table.to_string()
}

fn growth(database: &OnDatabase) -> String {
    let sizes: Vec<u32> = database.growth.first().map(|row| row.by_size.keys().copied().collect()).unwrap_or_default();
    let mut headings = vec!["operation".to_owned()];
    headings.extend(sizes.iter().map(|size| format!("p99 ms at {}", thousands((*size).into()))));
    headings.extend(sizes.iter().map(|size| format!("requests/s at {}", thousands((*size).into()))));
    headings.push("p99 factor".to_owned());
    let mut table = Table::with_headings(headings);
    for row in &database.growth {
        let figure =
            |size: &u32, of: fn(&Figures) -> f64| row.by_size.get(size).map_or_else(String::new, |f| number(of(f)));
        let mut cells = vec![row.operation.to_owned()];
        cells.extend(sizes.iter().map(|size| figure(size, |figures| figures.p99)));
        cells.extend(sizes.iter().map(|size| figure(size, |figures| figures.per_second)));
        cells.push(times(row.factor));
        table.row(cells);
    }
    table.to_string()
}

fn special(database: &OnDatabase) -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        let _ = writeln!(text, "- {words}");
    };
    if let Some(group) = &database.group {
        let (alone, together) = (number(group.alone.per_second), number(group.together.per_second));
        line(format!(
            "Opening tickets: {alone}/s with 1 connection, {together}/s with 64: {} times.",
            times(group.factor)
        ));
    }
    if let Some(letters) = &database.letters {
        let (held, out) = (number(letters.held.per_second), number(letters.going_out.per_second));
        line(format!(
            "Opening tickets with 16 connections: {held}/s while mail is held, {out}/s while it goes out as files."
        ));
    }
    if let Some(flood) = &database.flood {
        let (calm, flooded) = (number(flood.calm.p99), number(flood.flooded.p99));
        line(format!(
            "8 connections list tickets, 200 try wrong passwords: p99 {flooded} ms, calm {calm} ms; {}/s, calm {}/s. The \
             flood was answered {}.",
            number(flood.flooded.per_second),
            number(flood.calm.per_second),
            statuses(&flood.statuses)
        ));
    }
    if let Some(streams) = &database.streams {
        let (before, with) = (number(streams.before), number(streams.with));
        line(format!(
            "{} idle event streams: {with} MiB, {before} MiB before; {} refused.",
            streams.open, streams.refused
        ));
    }
    if let Some(idle) = &database.idle {
        line(format!("Idle: {} MiB. Ready {} ms after its start.", number(idle.memory), number(idle.ready)));
    }
    if let Some(overload) = &database.overload {
        line(format!(
            "A mixture of requests (8 lists, 6 single tickets, 1 new ticket, 1 message): {}/s at most, p99 {} ms. At {}/s: \
             {}/s served, p99 {} ms; refused {}, broken {}, too slow {}, without a free one of 1,000 connections {}.",
            number(overload.peak.per_second),
            number(overload.peak.p99),
            number(overload.rate),
            number(overload.served.per_second),
            number(overload.served.p99),
            statuses(&overload.refusals),
            overload.broken,
            overload.timed_out,
            thousands(i64::try_from(overload.not_sent).unwrap_or(i64::MAX)),
        ));
    }
    text
}

const HOW: &str = "
## How it is measured

- The release build with the settings that it comes with; its limits on requests are off but beside the flood, and its log is
  written to nowhere. Over loopback, each connection sends its next request when the last one is answered; the first
  moments of each round are not counted. A figure is the median of several short rounds.
- Program and twin take turns in the order A B B A, and so do 64 connections and one; desks of different sizes in the order
  A B C C B A, on PostgreSQL in one server with one cache. A ratio is the median of the ratios of each turn, for this machine
  is not equally fast at all times; so it may differ a little from that of two medians. A turn, or an overload, during which
  other machines on the same host took 5 % of the time that the processors worked, or more (`steal` in `/proc/stat`), is played
  again by `make bench`, twice and 40 times a part at most; if that does not help, the least disturbed counts.
- Where a row ends within a tenth of its target, or beyond it, `make bench` plays twice as many turns as well, and all count: the
  worst of many rows is judged, and the slowest hundredth of half a second's requests varies by a third from turn to turn.
- What only reads comes first, over a fresh copy (on PostgreSQL after `VACUUM ANALYZE`), and then what writes. The peak is
  measured before the overload and after it, and the higher one counts.
- The bare twin (`bench/src/bare`) is an actix-web server whose handlers run the statements that the program runs straight
  through `sqlx`: the same tables, locks, connections and durability, the same check of the token and the session, the
  same JSON. It has no domain, no ports, no SeaORM, no log, no request ids, asks nothing twice, hands its statements to the
  database one by one, sleeps until each answer is there, and commits every request by itself. Each works on a copy of its
  own of the same database.
- The databases are filled by `deskhand demo`, which leaves SQLite's search index in one piece. Its largest merges, once in a million
  tickets, are not in these figures. Mail is held during the comparisons, for the twin has no worker that sends it.
- \"Rare word\": 30 tickets contain it, however large the desk. \"Common word\": every sixth ticket does.
- `make bench` runs everything, `make bench-quick` the main operations on smaller desks. Raw figures: `target/bench/latest.json`.
";
