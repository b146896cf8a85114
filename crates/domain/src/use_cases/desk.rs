use super::{Ports, Rules};
use crate::policy::Workflow;
use crate::ports::Clock;

/// The help desk. Its handles group the use cases by area: `desk.tickets().open(..)`.
#[derive(Clone)]
pub struct UseCases {
    pub(crate) ports: Ports,
    pub(crate) rules: Rules,
}

impl UseCases {
    /// Puts the help desk together.
    #[must_use]
    pub const fn new(ports: Ports, rules: Rules) -> Self {
        Self { ports, rules }
    }

    /// The values that the operator set.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The clock that everything here goes by.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.ports.clock
    }

    pub(crate) const fn workflow(&self) -> &Workflow {
        &self.rules.workflow
    }
}
