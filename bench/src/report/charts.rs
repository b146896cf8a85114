//! The pictures: bars that are drawn by hand, because their labels are words.

use std::path::Path;

use plotters::prelude::*;

use super::OnDatabase;
use crate::plan::Plan;
use crate::table::{number, thousands};

const WIDTH: i32 = 900;
const LABELS: i32 = 260;
const VALUES: i32 = 90;
const BAR: i32 = 11;
const TOP: i32 = 46;
const COLOURS: [RGBColor; 3] = [RGBColor(38, 98, 160), RGBColor(226, 139, 55), RGBColor(150, 60, 90)];
const INK: RGBColor = RGBColor(40, 40, 40);

/// Bars of one operation, one for each series.
struct Group {
    label: String,
    values: Vec<f64>,
}

pub(super) fn draw(database: &OnDatabase, folder: &Path) -> anyhow::Result<()> {
    let name = database.name.to_lowercase();
    let compared = database.compared.iter().filter(|row| row.connections == Plan::SOME);
    let throughput: Vec<Group> = compared
        .map(|row| Group { label: row.operation.to_owned(), values: vec![row.product.per_second, row.bare.per_second] })
        .collect();
    if !throughput.is_empty() {
        let title = format!("{}: requests a second with 16 connections", database.name);
        let series = ["deskhand".to_owned(), "bare twin".to_owned()];
        bars(&folder.join(format!("{name}-throughput.svg")), &title, &series, &throughput)?;
    }
    let sizes: Vec<u32> = database.growth.first().map(|row| row.by_size.keys().copied().collect()).unwrap_or_default();
    let growth: Vec<Group> = database
        .growth
        .iter()
        .map(|row| Group {
            label: row.operation.to_owned(),
            values: sizes.iter().map(|size| row.by_size.get(size).map_or(0.0, |figures| figures.p99)).collect(),
        })
        .collect();
    if !growth.is_empty() {
        let title = format!("{}: p99 in milliseconds with 16 connections", database.name);
        let series: Vec<String> = sizes.iter().map(|size| format!("{} tickets", thousands((*size).into()))).collect();
        bars(&folder.join(format!("{name}-growth.svg")), &title, &series, &growth)?;
    }
    Ok(())
}

fn bars(file: &Path, title: &str, series: &[String], groups: &[Group]) -> anyhow::Result<()> {
    let group_height = i32::try_from(series.len())? * BAR + 8;
    let height = TOP + group_height * i32::try_from(groups.len())? + 10;
    let area = SVGBackend::new(file, (WIDTH.unsigned_abs(), height.unsigned_abs())).into_drawing_area();
    area.fill(&WHITE)?;
    let ink = |size: i32| ("sans-serif", size).into_font().color(&INK);
    area.draw(&Text::new(title.to_owned(), (10, 8), ink(15)))?;
    for (place, (name, colour)) in series.iter().zip(COLOURS).enumerate() {
        let x = LABELS + i32::try_from(place)? * 150;
        area.draw(&Rectangle::new([(x, 29), (x + 10, 39)], colour.filled()))?;
        area.draw(&Text::new(name.clone(), (x + 15, 28), ink(12)))?;
    }
    // The tallest bar is as wide as there is room.
    let most = groups.iter().flat_map(|group| &group.values).copied().fold(f64::MIN_POSITIVE, f64::max);
    let room = f64::from(WIDTH - LABELS - VALUES);
    for (place, group) in groups.iter().enumerate() {
        let y = TOP + i32::try_from(place)? * group_height;
        area.draw(&Text::new(group.label.clone(), (10, y + 4), ink(12)))?;
        for (line, (value, colour)) in group.values.iter().zip(COLOURS).enumerate() {
            let y = y + i32::try_from(line)? * BAR;
            let end = LABELS + (room * value / most) as i32;
            area.draw(&Rectangle::new([(LABELS, y + 1), (end.max(LABELS + 1), y + BAR - 1)], colour.filled()))?;
            area.draw(&Text::new(number(*value), (end + 5, y), ink(10)))?;
        }
    }
    area.present()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_and_series_is_in_the_picture() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bars.svg");
        let groups = [
            Group { label: "read".to_owned(), values: vec![1000.0, 2000.0] },
            Group { label: "list".to_owned(), values: vec![500.0, 0.0] },
        ];

        bars(&file, "a title", &["one".to_owned(), "two".to_owned()], &groups).unwrap();

        let picture = std::fs::read_to_string(file).unwrap();
        for words in ["a title", "one", "two", "read", "list", "1,000", "2,000", "500"] {
            assert!(picture.contains(words), "{words} is missing");
        }
    }
}
