use crate::ticket::Stars;

/// How many ratings there are, by their stars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RatingCounts([u64; Stars::MAX as usize]);

impl RatingCounts {
    /// Adds so many ratings.
    pub fn add(&mut self, stars: Stars, ratings: u64) {
        if let Some(count) = self.0.get_mut(place(stars)) {
            *count += ratings;
        }
    }

    /// How many have so many stars.
    #[must_use]
    pub fn of(&self, stars: Stars) -> u64 {
        self.0.get(place(stars)).copied().unwrap_or_default()
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// The average number of stars, to the hundredth; `None` of no ratings.
    #[must_use]
    pub fn average(&self) -> Option<f64> {
        let total = u128::from(self.total());
        let stars: u128 = Stars::ALL.iter().map(|stars| u128::from(self.of(*stars)) * u128::from(stars.get())).sum();
        // In whole numbers, half up: 4.125 is 4.13 on every machine.
        let hundredths = (stars * 200 + total).checked_div(total * 2)?;
        u16::try_from(hundredths).ok().map(|hundredths| f64::from(hundredths) / 100.0)
    }
}

fn place(stars: Stars) -> usize {
    usize::from(stars.get() - Stars::MIN)
}
