/// A chart of bars, one below the other. Its sizes are in units of its view box.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chart {
    /// The text with its title.
    pub(super) title: &'static str,
    pub(super) bars: Vec<Bar>,
    pub(super) height: u64,
}

/// One bar, with its name before it and its value after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) value: u64,
    pub(super) y: u64,
    pub(super) length: u64,
}

/// The most bars of a chart.
const MOST_BARS: usize = 20;
/// How long a bar is at most.
const LONGEST: u64 = 190;
/// From one bar to the next.
const STEP: u64 = 26;
/// The most characters of a name.
const LABEL: usize = 15;

impl Chart {
    /// The largest value has the longest bar, and the others are as long in proportion.
    pub(super) fn new(title: &'static str, values: impl IntoIterator<Item = (String, u64)>) -> Self {
        let values: Vec<_> = values.into_iter().take(MOST_BARS).collect();
        let most = values.iter().map(|(_, value)| *value).max().unwrap_or_default().max(1);
        let bar = |(place, (name, value)): (u64, (String, u64))| Bar {
            name,
            value,
            y: place * STEP,
            // As u128: no value is too large.
            length: u64::try_from(u128::from(value) * u128::from(LONGEST) / u128::from(most)).unwrap_or(LONGEST),
        };
        let bars: Vec<_> = (0..).zip(values).map(bar).collect();
        Self { title, height: STEP * bars.len() as u64, bars }
    }

    /// What the chart shows, for those who don't see it.
    pub(super) fn description(&self) -> String {
        self.bars.iter().map(|bar| format!("{}: {}", bar.name, bar.value)).collect::<Vec<_>>().join(", ")
    }
}

impl Bar {
    /// The name, cut where the chart has no room for it. The table beneath has all of it.
    pub(super) fn label(&self) -> String {
        if self.name.chars().count() <= LABEL {
            return self.name.clone();
        }
        self.name.chars().take(LABEL - 1).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(values: &[(&str, u64)]) -> Chart {
        Chart::new("title", values.iter().map(|(name, value)| ((*name).to_owned(), *value)))
    }

    #[test]
    fn bars_are_as_long_as_their_values_in_proportion() {
        let chart = chart(&[("a", 10), ("b", 5), ("c", 0), ("d", 1)]);
        let seen: Vec<_> = chart.bars.iter().map(|bar| (bar.y, bar.length)).collect();
        assert_eq!(seen, [(0, 190), (26, 95), (52, 0), (78, 19)]);
        assert_eq!(chart.height, 104);
        assert_eq!(chart.description(), "a: 10, b: 5, c: 0, d: 1");
    }

    #[test]
    fn nothing_and_very_much_are_charts_too() {
        assert_eq!(chart(&[]).height, 0);
        assert_eq!(chart(&[("a", 0)]).bars[0].length, 0);
        assert_eq!(chart(&[("a", u64::MAX), ("b", u64::MAX / 2)]).bars[1].length, 94);
        let many: Vec<_> = (0..50).map(|number| ("x", number)).collect();
        assert_eq!(chart(&many).bars.len(), 20);
    }

    #[test]
    fn a_long_name_is_cut_between_its_characters() {
        assert_eq!(chart(&[("Ääääääääääääääää", 1)]).bars[0].label(), "Ääääääääääääää…");
        assert_eq!(chart(&[("123456789012345", 1)]).bars[0].label(), "123456789012345");
    }
}
