//! Gauges that are read at each scrape, in a registry of their own: what cannot be read is left out, instead of repeating an old value.

use deskhand_domain::ports::{IntakeCounts, MailQueue};
use prometheus::proto::MetricFamily;
use prometheus::{Gauge, IntGauge, IntGaugeVec, Opts, Registry};
use time::OffsetDateTime;

/// Connections to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolState {
    /// The name of the pool: `writers`, `readers`.
    pub pool: &'static str,
    /// The most.
    pub limit: u32,
    /// Open and in use.
    pub busy: u32,
    /// Open and idle.
    pub idle: u32,
}

/// Connections and memory of the process.
pub trait ProcessStats: Send + Sync {
    /// The connections to the database.
    fn pools(&self) -> Vec<PoolState>;

    /// The resident memory in bytes; `None` where the system does not report it.
    fn resident_bytes(&self) -> Option<u64>;
}

/// The values at one scrape.
pub struct Snapshot {
    pub now: OffsetDateTime,
    pub pools: Vec<PoolState>,
    pub resident_bytes: Option<u64>,
    /// `None` where the storage cannot be read.
    pub mail: Option<MailQueue>,
    /// `None` where the storage cannot be read.
    pub intake: Option<IntakeCounts>,
}

pub(super) fn gauges(snapshot: &Snapshot) -> Result<Vec<MetricFamily>, prometheus::Error> {
    let registry = Registry::new();
    if let Some(queue) = snapshot.mail {
        let pending = IntGauge::new("deskhand_outbox_pending", "Mails that wait to be sent, or to be sent again.")?;
        pending.set(number(queue.pending));
        registry.register(Box::new(pending))?;
        let age =
            Gauge::new("deskhand_outbox_oldest_seconds", "Age of the oldest mail that waits; 0 where none does.")?;
        age.set(queue.oldest.map_or(0.0, |queued| (snapshot.now - queued).as_seconds_f64().max(0.0)));
        registry.register(Box::new(age))?;
    }
    if let Some(counts) = snapshot.intake {
        register_intake(&registry, &counts, snapshot.now)?;
    }
    let connections = Opts::new("deskhand_database_connections", "Connections to the database, by pool and state.");
    let connections = IntGaugeVec::new(connections, &["pool", "state"])?;
    for pool in &snapshot.pools {
        for (state, count) in [("busy", pool.busy), ("idle", pool.idle), ("limit", pool.limit)] {
            connections.with_label_values(&[pool.pool, state]).set(i64::from(count));
        }
    }
    registry.register(Box::new(connections))?;
    if let Some(bytes) = snapshot.resident_bytes {
        let resident = IntGauge::new("process_resident_memory_bytes", "Memory that the process has, in bytes.")?;
        resident.set(number(bytes));
        registry.register(Box::new(resident))?;
    }
    Ok(registry.gather())
}

fn register_intake(registry: &Registry, counts: &IntakeCounts, now: OffsetDateTime) -> Result<(), prometheus::Error> {
    for (name, help, count) in [
        ("deskhand_mail_in_waiting", "Mails that came in and wait to be understood.", counts.waiting),
        ("deskhand_mail_in_held", "Mails that came in and wait for a decision of staff.", counts.held),
        ("deskhand_mail_in_quarantined", "Mails that came in and could not be understood.", counts.quarantined),
    ] {
        let gauge = IntGauge::new(name, help)?;
        gauge.set(number(count));
        registry.register(Box::new(gauge))?;
    }
    let help = "Age of the oldest mail that waits to be understood; 0 where none does.";
    let age = Gauge::new("deskhand_mail_in_oldest_seconds", help)?;
    age.set(counts.oldest_waiting.map_or(0.0, |came| (now - came).as_seconds_f64().max(0.0)));
    registry.register(Box::new(age))
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
