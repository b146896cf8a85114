use std::sync::Arc;

use super::origin::Origin;
use super::{Error, Ports, Rules};
use crate::files::ArrivingBytes;
use crate::policy::Workflow;
use crate::ports::{Clock, StorageError};
use crate::security::RefusalTally;

/// All use cases of the help desk. A handle groups those of one area: `desk.tickets().open(..)`.
#[derive(Clone)]
pub struct UseCases {
    pub(crate) ports: Ports,
    pub(crate) rules: Rules,
    /// Where the request comes from that these use cases serve.
    pub(crate) origin: Origin,
    /// The bytes that are arriving. Clones share them.
    pub(crate) arriving: Arc<ArrivingBytes>,
    /// The refusals that are not in the security log yet. Clones share it.
    pub(crate) refusals: Arc<RefusalTally>,
}

impl UseCases {
    /// Creates the use cases over these ports, with the values that the operator set.
    #[must_use]
    pub fn new(ports: Ports, rules: Rules) -> Self {
        Self { ports, rules, origin: Origin::default(), arriving: Arc::default(), refusals: Arc::default() }
    }

    /// The same use cases for a request from `origin`: a session that they begin, and what they write into the security log,
    /// name it.
    #[must_use]
    pub fn from_origin(&self, origin: Origin) -> Self {
        Self { origin, ..self.clone() }
    }

    /// The values that the operator set.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The clock that every use case reads.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.ports.clock
    }

    /// The fingerprint of a request with an idempotency key. Only this desk can compute it.
    #[must_use]
    pub fn fingerprint(&self, request: &[u8]) -> [u8; 32] {
        self.ports.secrets.keyed_digest(request).0
    }

    /// [`StorageError::Unsupported`] in a service without secrets.
    pub(crate) fn require_secrets(&self) -> Result<(), Error> {
        if self.ports.secrets.is_supported() { Ok(()) } else { Err(StorageError::Unsupported("secrets").into()) }
    }

    /// [`StorageError::Unsupported`] in a service without one-time codes.
    pub(crate) fn require_one_time_codes(&self) -> Result<(), Error> {
        let is_supported = self.ports.one_time_codes.is_supported();
        if is_supported { Ok(()) } else { Err(StorageError::Unsupported("one-time codes").into()) }
    }

    pub(crate) const fn workflow(&self) -> &Workflow {
        &self.rules.workflow
    }
}
