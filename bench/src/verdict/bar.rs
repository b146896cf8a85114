use std::fmt;

/// What a figure has to reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Bar {
    AtLeast(f64),
    AtMost(f64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Met,
    Missed,
    /// The bar is within the interval of the median.
    NoiseDecides,
    /// There is no bar.
    Reported,
}

impl Bar {
    /// Of a figure that is known to be between these two.
    pub(crate) fn judge(self, low: f64, high: f64) -> Verdict {
        match (self.is_reached_by(low), self.is_reached_by(high)) {
            (true, true) => Verdict::Met,
            (false, false) => Verdict::Missed,
            _ => Verdict::NoiseDecides,
        }
    }

    fn is_reached_by(self, figure: f64) -> bool {
        match self {
            Self::AtLeast(least) => figure >= least,
            Self::AtMost(most) => figure <= most,
        }
    }
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(least) => write!(f, ">= {least}"),
            Self::AtMost(most) => write!(f, "<= {most}"),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Met => "met",
            Self::Missed => "MISSED",
            Self::NoiseDecides => "noise decides",
            Self::Reported => "",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_decides_where_the_bar_is_within_the_interval() {
        let (least, most) = (Bar::AtLeast(0.85), Bar::AtMost(1.5));
        assert_eq!([least.judge(0.85, 0.9), most.judge(1.0, 1.5)], [Verdict::Met; 2]);
        assert_eq!([least.judge(0.7, 0.84), most.judge(1.6, 2.0)], [Verdict::Missed; 2]);
        assert_eq!([least.judge(0.8, 0.9), most.judge(1.4, 1.6)], [Verdict::NoiseDecides; 2]);
    }
}
