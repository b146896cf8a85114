use super::context::TxContext;
use super::execution::IDEMPOTENCY_KEY_LIFETIME;
use crate::ports::{KeyClaim, KeyedRequest};
use crate::use_cases::Error;

impl TxContext<'_> {
    /// The stored answer to this request, if it was executed before. Otherwise claims its key until this transaction
    /// ends.
    pub(crate) async fn stored_answer(&mut self, request: &KeyedRequest) -> Result<Option<String>, Error> {
        let expired_before = self.now - IDEMPOTENCY_KEY_LIFETIME;
        match self.uow.idempotency_keys().claim(request, self.now, expired_before).await? {
            KeyClaim::First => Ok(None),
            KeyClaim::Answered(answer) => Ok(Some(answer)),
            KeyClaim::OtherRequest => Err(Error::KeyReused),
        }
    }
}
