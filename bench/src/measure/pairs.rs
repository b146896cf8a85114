//! Two sides, driven in short turns that alternate: A B, B A, A B. What disturbs the machine for a while disturbs both, and
//! neither is always the one that comes second.

use super::Bench;
use crate::load::{Load, Turn};
use crate::report::progress;
use crate::scenario::Scenario;
use crate::site::Site;
use crate::verdict::{Bar, Figures, Row, Spread, Verdict};

/// One side: a server, and how many connections to it.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) connections: usize,
}

/// Which figure of the first side is divided by that of the second.
#[derive(Clone, Copy)]
pub(super) enum Ratio {
    Throughput,
    P99,
}

/// A row to be measured.
pub(super) struct Pairing<'a> {
    pub(super) name: String,
    pub(super) scenario: Scenario,
    pub(super) sides: [Side<'a>; 2],
    pub(super) ratio: Ratio,
    pub(super) bar: Option<Bar>,
}

impl Ratio {
    fn of(self, first: &Load, second: &Load) -> f64 {
        match self {
            Self::Throughput => first.per_second / second.per_second,
            Self::P99 => first.p99 / second.p99,
        }
    }
}

impl Pairing<'_> {
    /// One lot of pairs, and more while noise decides.
    pub(super) async fn measure(self, bench: &Bench<'_>) -> anyhow::Result<Row> {
        let row = self.measure_lots(bench).await?;
        progress(bench.store.name(), &row);
        Ok(row)
    }

    async fn measure_lots(&self, bench: &Bench<'_>) -> anyhow::Result<Row> {
        let mut turns = [Vec::new(), Vec::new()];
        for _ in 1..bench.plan.lots {
            self.lot(bench, &mut turns).await?;
            let row = self.row(&turns)?;
            if row.verdict() != Verdict::NoiseDecides {
                return Ok(row);
            }
        }
        self.lot(bench, &mut turns).await?;
        self.row(&turns)
    }

    async fn lot(&self, bench: &Bench<'_>, turns: &mut [Vec<Load>; 2]) -> anyhow::Result<()> {
        for pair in 0..bench.plan.pairs {
            let mut order: Vec<_> = self.sides.iter().zip(turns.iter_mut()).collect();
            if pair % 2 == 1 {
                order.reverse();
            }
            for (side, turns) in order {
                let turn = Turn { connections: side.connections, time: bench.plan.turn, rate: None };
                turns.push(side.site.drive(bench.oha, self.scenario, turn).await?);
            }
        }
        Ok(())
    }

    fn row(&self, [first, second]: &[Vec<Load>; 2]) -> anyhow::Result<Row> {
        let ratios: Vec<f64> = first.iter().zip(second).map(|(first, second)| self.ratio.of(first, second)).collect();
        let spread = Spread::of(&ratios).ok_or_else(|| anyhow::anyhow!("{} was not measured", self.name))?;
        let (first, second) = (Figures::of(first), Figures::of(second));
        Ok(Row { name: self.name.clone(), first, second, spread, bar: self.bar })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(per_second: f64, p99: f64) -> Load {
        Load { per_second, p99, refused: [].into(), broken: 0 }
    }

    #[test]
    fn the_first_side_is_divided_by_the_second() {
        let (first, second) = (load(90.0, 6.0), load(100.0, 4.0));
        assert_eq!(Ratio::Throughput.of(&first, &second), 0.9);
        assert_eq!(Ratio::P99.of(&first, &second), 1.5);
    }
}
