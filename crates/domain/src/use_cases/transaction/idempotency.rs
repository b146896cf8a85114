use super::context::TxContext;
use super::execution::IDEMPOTENCY_KEY_LIFETIME;
use crate::ports::{KeyClaim, KeyedRequest};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// The answer that this request got already, if it did. From here on, its key belongs to this unit of work.
    pub(crate) async fn stored_answer(&mut self, request: &KeyedRequest) -> Result<Option<String>, Error> {
        let expired_at = self.now - IDEMPOTENCY_KEY_LIFETIME;
        match self.uow.idempotency_keys().claim(request, self.now, expired_at).await? {
            KeyClaim::First => Ok(None),
            KeyClaim::Answered(answer) => Ok(Some(answer)),
            KeyClaim::OtherRequest => Err(Error::KeyReused),
        }
    }
}
