use time::{Duration, OffsetDateTime};

use crate::people::Actor;
use crate::permissions::{self, TicketVisibility};
use crate::ports::{EngineerFigures, Measure, OpenedCount};
use crate::report::{Percent, Period, nearest_rank};
use crate::use_cases::{Error, Reports};

/// How long something took: the middle, and what hardly ever was exceeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// How many times were measured.
    pub count: u64,
    /// The median; `None` of nothing.
    pub median: Option<Duration>,
    /// The 95th percentile; `None` of nothing.
    pub p95: Option<Duration>,
}

/// What happened in a period, as far as the caller may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The period.
    pub period: Period,
    /// The tickets opened in it, by state and priority as they are now. What is not named is none.
    pub opened: Vec<OpenedCount>,
    /// From opening to first response, of the tickets opened in it.
    pub first_response: Distribution,
    /// From opening to resolution, of the tickets resolved in it and not reopened since.
    pub resolution: Distribution,
    /// The engineers whose load the caller may see, by username.
    pub engineers: Vec<EngineerFigures>,
}

impl Reports<'_> {
    /// Sums up a period, by default the last month. While others work, its figures need not be of the same moment.
    ///
    /// # Errors
    /// [`Error::Refused`] unless the caller is staff; [`Error::EmptyPeriod`].
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
            engineers: self.desk.ports.reports.engineers(figures_of, period).await?,
        })
    }

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
