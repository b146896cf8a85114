use std::time::Duration;

use super::fault::Fault;

const FIRST: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(5 * 60);
/// Servers lock accounts after some refused sign-ins.
const AFTER_REFUSED_SIGN_IN: Duration = Duration::from_secs(15 * 60);
/// How often an instance looks whether the folder is free, or mail was resumed.
const STANDBY: Duration = Duration::from_secs(30);

/// How long to wait before the next try.
#[derive(Debug)]
pub(super) struct Pauses {
    faults: u32,
    standby: Duration,
}

impl Pauses {
    /// Where a reader that ended badly has the folder for so long.
    pub(super) fn with_lease(lease: Duration) -> Self {
        Self { faults: 0, standby: STANDBY.min(lease / 6) }
    }

    pub(super) fn after(&mut self, fault: &Fault) -> Duration {
        match fault {
            Fault::Taken | Fault::Paused => return self.standby,
            Fault::SignIn(_) => return AFTER_REFUSED_SIGN_IN,
            _ => {}
        }
        let doubled = FIRST.saturating_mul(2_u32.saturating_pow(self.faults));
        self.faults += 1;
        doubled.min(LONGEST)
    }

    /// The folder was read: the next fault is a first one.
    pub(super) fn reset(&mut self) {
        self.faults = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_five_minutes_and_a_refused_sign_in_waits_longer() {
        let mut pauses = Pauses::with_lease(Duration::from_secs(180));
        let lost = Fault::Connection("lost".to_owned());
        let mut seconds = |fault: &Fault| pauses.after(fault).as_secs();
        assert_eq!([(); 8].map(|()| seconds(&lost)), [5, 10, 20, 40, 80, 160, 300, 300]);
        assert_eq!((seconds(&Fault::SignIn("no".to_owned())), seconds(&Fault::Taken)), (900, 30));
        pauses.reset();
        assert_eq!(pauses.after(&lost), FIRST);
    }
}
