//! How much slower each operation gets as the desk grows.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Cast, Stage};
use crate::data::Warehouse;
use crate::figures::{Figures, ratio};
use crate::operations::Kind;
use crate::plan::Plan;
use crate::product::Product;
use crate::progress::Progress;

/// One operation at every size.
#[derive(Clone, Debug, Serialize)]
pub struct GrowthRow {
    /// Which.
    pub operation: &'static str,
    /// Of which kind.
    pub kind: Kind,
    /// By how many tickets the desk has.
    pub by_size: BTreeMap<u32, Figures>,
    /// The p99 at the largest size by that at the smallest. Nothing where one of them served nobody in time.
    pub factor: Option<f64>,
}

/// Every operation of the plan but the sign-in, whose time is the password's, with [`Plan::SOME`] connections.
///
/// # Errors
/// Where a server fails.
pub async fn growth(
    warehouse: &Warehouse,
    product: &Product,
    plan: &Plan,
    progress: &Progress,
) -> anyhow::Result<Vec<GrowthRow>> {
    let mut rows: Vec<GrowthRow> = Vec::new();
    for size in &plan.sizes {
        progress.say(format!("{}: a desk of {size} tickets", warehouse.name()));
        let stage = Stage::set(Cast::Product, warehouse, product, *size).await?;
        let measured = stage.operations().into_iter().filter(|operation| operation.kind != Kind::SignIn);
        for operation in measured.filter(|operation| plan.wants(operation)) {
            progress.step(format!("{}: {} at {size} tickets", warehouse.name(), operation.name));
            let mut rounds = Vec::new();
            for _ in 0..3 {
                let time = plan.growth_time / 3;
                rounds.push(stage.round(&operation.script, Plan::SOME, plan.warm_up, time).await);
            }
            row_of(&mut rows, operation.name, operation.kind).by_size.insert(*size, Figures::of(&rounds));
        }
        stage.strike().await?;
    }
    for row in &mut rows {
        row.factor = factor(&row.by_size);
    }
    Ok(rows)
}

fn row_of<'a>(rows: &'a mut Vec<GrowthRow>, operation: &'static str, kind: Kind) -> &'a mut GrowthRow {
    let place = rows.iter().position(|row| row.operation == operation).unwrap_or(rows.len());
    if place == rows.len() {
        rows.push(GrowthRow { operation, kind, by_size: BTreeMap::new(), factor: None });
    }
    rows.get_mut(place).unwrap_or_else(|| unreachable!("it was found or added"))
}

fn factor(by_size: &BTreeMap<u32, Figures>) -> Option<f64> {
    let (_, smallest) = by_size.first_key_value()?;
    let (_, largest) = by_size.last_key_value()?;
    if by_size.len() > 1 && largest.per_second > 0.0 { ratio(largest.p99, smallest.p99) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factor_is_of_the_largest_to_the_smallest() {
        let p99 = |p99| Figures { p99, per_second: 10.0, ..Figures::default() };
        let by_size = BTreeMap::from([(1_000, p99(4.0)), (100_000, p99(9.0)), (1_000_000, p99(6.0))]);

        assert_eq!(factor(&by_size), Some(1.5));
        assert_eq!(factor(&BTreeMap::from([(1_000, p99(4.0))])), None);
    }

    #[test]
    fn a_size_at_which_nothing_was_served_is_not_fast() {
        let served = Figures { p99: 4.0, per_second: 10.0, ..Figures::default() };

        assert_eq!(factor(&BTreeMap::from([(1_000, served), (1_000_000, Figures::default())])), None);
    }

    #[test]
    fn an_operation_has_one_row_for_all_sizes() {
        let mut rows = Vec::new();
        for size in [1, 2] {
            row_of(&mut rows, "list", Kind::Read).by_size.insert(size, Figures::default());
        }
        row_of(&mut rows, "read", Kind::Read);

        assert_eq!(rows.iter().map(|row| row.by_size.len()).collect::<Vec<_>>(), [2, 0]);
    }
}
