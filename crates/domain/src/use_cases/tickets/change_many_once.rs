use crate::people::Actor;
use crate::ports::{IdempotencyKey, KeyedRequest};
use crate::use_cases::tickets::bulk_change::is_answer;
use crate::use_cases::tickets::change_many::{ChangeMany, ManyResult, check};
use crate::use_cases::{Error, Outcome, Tickets};

impl Tickets<'_> {
    /// As [`Tickets::change_many`], once for a request that may be sent again. The answer is stored when all is done, and a repeated
    /// request gets it.
    ///
    /// The changes are no single transaction, so the work can end half way: with the program, or where the store fails. No answer is
    /// stored then. Each change that was made is stored with it, so the same request sent again makes only the rest.
    ///
    /// `answer` writes the results as they are answered and stored; `None` means that they cannot be serialized.
    ///
    /// # Errors
    /// As [`Tickets::change_many`]; [`Error::KeyReused`] before anything is changed.
    pub async fn change_many_once(
        self,
        actor: &Actor,
        command: ChangeMany,
        request: &KeyedRequest,
        answer: impl FnOnce(Vec<ManyResult>) -> Option<String> + Send,
    ) -> Result<Outcome<String>, Error> {
        // Without secrets all parts would have the same key.
        self.desk.require_secrets()?;
        check(&command.tickets)?;
        let answered = self.desk.in_transaction(actor, |tx| Box::pin(tx.begin_in_parts(request))).await?;
        if let Some(answer) = answered {
            return Ok(Outcome::Replayed(answer));
        }
        let parts: Vec<_> =
            (0..command.tickets.len()).map(|index| self.part_of(request, index)).collect::<Result<_, _>>()?;
        let results = self.change_each(actor, command, &parts).await;
        let are_final = results.iter().all(ManyResult::is_final);
        let answer = answer(results).ok_or(Error::Internal("an answer could not be serialized"))?;
        if !are_final {
            return Ok(Outcome::Done(answer));
        }
        let kept = &*answer;
        // Another instance may have carried out the rest of the same request meanwhile.
        let earlier = self.desk.in_transaction(actor, |tx| Box::pin(tx.end_in_parts(request, kept))).await?;
        Ok(earlier.map_or(Outcome::Done(answer), Outcome::Replayed))
    }

    /// The request for one of several changes. Its key is secret, so that it can be no key that a client chose.
    fn part_of(self, request: &KeyedRequest, index: usize) -> Result<KeyedRequest, Error> {
        let name = [request.key.as_str().as_bytes(), &[0], index.to_string().as_bytes()].concat();
        let digest = self.desk.fingerprint(&name);
        let key: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let key = IdempotencyKey::parse(&key).map_err(|_| Error::Internal("a digest is no idempotency key"))?;
        Ok(KeyedRequest { owner: request.owner, key, fingerprint: request.fingerprint })
    }
}

impl ManyResult {
    /// Whether the same request sent again would find nothing left to do for this ticket.
    fn is_final(&self) -> bool {
        match &self.done {
            Some(Ok(())) => true,
            Some(Err(error)) => is_answer(error),
            None => false,
        }
    }
}
