//! Two sides, driven in short turns that alternate: A B, B A, A B. What disturbs the machine for a while disturbs both, and
//! neither is always the one that comes second.

use super::bench::Bench;
use crate::load::{Load, Turn};
use crate::scenario::Scenario;
use crate::site::Site;
use crate::verdict::{Bar, Figures, Row, Spread};

/// One side: a server, and how many connections to it.
pub(super) struct Side<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) connections: usize,
}

/// A row to be measured.
pub(super) struct Pairing<'a> {
    pub(super) name: String,
    pub(super) scenario: Scenario,
    pub(super) sides: [Side<'a>; 2],
    /// The figure of the first side that is divided by that of the second.
    pub(super) figure: fn(&Load) -> f64,
    pub(super) bar: Option<Bar>,
}

impl Pairing<'_> {
    pub(super) async fn measure(self, bench: &Bench<'_>) -> anyhow::Result<Row> {
        let mut turns = [Vec::new(), Vec::new()];
        for pair in 0..bench.plan.pairs {
            let mut order: Vec<_> = self.sides.iter().zip(turns.iter_mut()).collect();
            if pair % 2 == 1 {
                order.reverse();
            }
            for (side, turns) in order {
                let turn = Turn { connections: side.connections, time: bench.plan.turn_of(self.scenario), rate: None };
                turns.push(side.site.drive(bench.oha, self.scenario, turn).await?);
            }
        }
        let row = self.row(&turns);
        eprintln!("{}: {}", bench.store.name(), row.check());
        Ok(row)
    }

    fn row(self, [first, second]: &[Vec<Load>; 2]) -> Row {
        let spread = Spread::of(&ratios(first, second, self.figure));
        Row { name: self.name, first: Figures::of(first), second: Figures::of(second), spread, bar: self.bar }
    }
}

fn ratios(first: &[Load], second: &[Load], figure: fn(&Load) -> f64) -> Vec<f64> {
    first.iter().zip(second).map(|(first, second)| figure(first) / figure(second)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_of_the_first_side_are_divided_by_those_of_the_second_beside_them() {
        let load = |per_second| Load { per_second, p99: 1.0, refused: [].into(), broken: 0 };
        let (first, second) = ([load(90.0), load(120.0)], [load(100.0), load(80.0)]);
        assert_eq!(ratios(&first, &second, |load| load.per_second), [0.9, 1.5]);
    }
}
