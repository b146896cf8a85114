use time::{Duration, OffsetDateTime};

use crate::people::Actor;
use crate::permissions::{self, TicketVisibility};
use crate::ports::{EngineerFigures, Measure, OpenedCount};
use crate::report::{Percent, Period, RatingCounts, nearest_rank};
use crate::use_cases::{Error, Reports};

/// The distribution of a duration over several tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// The number of tickets measured.
    pub count: u64,
    /// The median; `None` if no ticket was measured.
    pub median: Option<Duration>,
    /// The 95th percentile; `None` if no ticket was measured.
    pub p95: Option<Duration>,
}

/// The figures of a period, for the tickets that the caller may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The period, defaults filled in.
    pub period: Period,
    /// The number of tickets opened in it, by present status and priority. Combinations without tickets are left out.
    pub opened: Vec<OpenedCount>,
    /// From opening to first response, of the tickets opened in it.
    pub first_response: Distribution,
    /// From opening to resolution, of the tickets resolved in it and not reopened since.
    pub resolution: Distribution,
    /// The ratings given in it, of the tickets whose notes the caller may read.
    pub ratings: RatingCounts,
    /// The figures of the engineers whom the caller may see, ordered by username.
    pub engineers: Vec<EngineerFigures>,
}

impl Reports<'_> {
    /// The figures of a period, by default the last month. They come from several queries, so that concurrent changes
    /// may show in some figures and not in others.
    ///
    /// # Errors
    /// [`Error::Refused`] if the caller is not staff; [`Error::EmptyPeriod`].
    pub async fn summary(
        self,
        actor: &Actor,
        from: Option<OffsetDateTime>,
        to: Option<OffsetDateTime>,
    ) -> Result<Summary, Error> {
        let figures_of = permissions::figures_visible_to(actor, self.desk.workflow())?;
        let visibility = permissions::tickets_visible_to(actor, self.desk.workflow())?;
        let period = Period::of_wish(from, to, self.desk.ports.clock.now())?;
        Ok(Summary {
            period,
            opened: self.desk.ports.reports.opened(visibility, period).await?,
            first_response: self.distribution(visibility, period, Measure::FirstResponse).await?,
            resolution: self.distribution(visibility, period, Measure::Resolution).await?,
            ratings: self.desk.ports.reports.ratings(visibility.notes(), period).await?,
            engineers: self.desk.ports.reports.engineers(figures_of, period).await?,
        })
    }

    /// The distribution of one measured duration over the visible tickets of the period.
    async fn distribution(
        self,
        visibility: TicketVisibility,
        period: Period,
        measure: Measure,
    ) -> Result<Distribution, Error> {
        let reports = &self.desk.ports.reports;
        let count = reports.count_measured(visibility, period, measure).await?;
        let Some((median, p95)) = nearest_rank(Percent::MEDIAN, count).zip(nearest_rank(Percent::P95, count)) else {
            return Ok(Distribution::default());
        };
        Ok(Distribution {
            count,
            median: reports.measured(visibility, period, measure, median).await?,
            p95: reports.measured(visibility, period, measure, p95).await?,
        })
    }
}
