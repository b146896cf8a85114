use actix_web::HttpRequest;
use deskhand_domain::use_cases::UseCases;

use super::limits::Limits;
use crate::problem::Problem;

impl Limits {
    /// Counts a sign-in, whatever becomes of it. A network from which the person signed in before is not held up by the sign-ins of others.
    ///
    /// # Errors
    /// `rate-limited`; those of the store.
    pub async fn count_sign_in(&self, use_cases: &UseCases, request: &HttpRequest, login: &str) -> Result<(), Problem> {
        let login = use_cases.accounts().login_subject(login).await?;
        let is_limited = || use_cases.security().sign_in_limited(&login);
        self.count_login(request, &login).inspect_err(|_| is_limited())?;
        match self.count_login_anywhere(&login) {
            Err(_) if use_cases.security().has_signed_in_from(&login).await? => Ok(()),
            counted => counted.inspect_err(|_| is_limited()),
        }
    }
}
