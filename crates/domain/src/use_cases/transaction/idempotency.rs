use super::context::TxContext;
use super::execution::IDEMPOTENCY_KEY_LIFETIME;
use crate::ports::{KeyClaim, KeyedRequest};
use crate::use_cases::Error;

/// The stored answer to a request in several transactions, of which not all are done.
const UNFINISHED: &str = "";

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
    /// The stored answer to a request that takes several transactions. `None` where there is none yet: the request is new, or what
    /// it asks for was not finished. From now on its key belongs to it.
    pub(crate) async fn begin_in_parts(&mut self, request: &KeyedRequest) -> Result<Option<String>, Error> {
        match self.stored_answer(request).await? {
            Some(answer) => Ok(Some(answer).filter(|answer| answer != UNFINISHED)),
            None => {
                self.uow.idempotency_keys().keep_answer(request, UNFINISHED, None).await?;
                Ok(None)
            }
        }
    }

    /// Stores the answer to a request that takes several transactions, unless it has one: that one is the answer then.
    pub(crate) async fn end_in_parts(&mut self, request: &KeyedRequest, answer: &str) -> Result<Option<String>, Error> {
        let earlier = self.begin_in_parts(request).await?;
        if earlier.is_none() {
            self.uow.idempotency_keys().keep_answer(request, answer, None).await?;
        }
        Ok(earlier)
    }
}
