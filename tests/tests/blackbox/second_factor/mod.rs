//! The second factor: setting it up, signing in with it, guessing at it, demanding it, losing it.

mod demanded;
mod enrolling;
mod guessing;
mod recovering;
mod removing;
mod signing_in;

use deskhand_domain::ports::Clock as _;
use serde_json::{Value, json};
use time::Duration;
use totp_rs::{Builder, Secret, Totp};

use crate::support::{Answer, PASSWORD, Person, TestApp};

/// An authenticator app, with the recovery codes on paper.
pub(crate) struct Authenticator {
    totp: Totp,
    pub(super) recovery_codes: Vec<String>,
}

impl Authenticator {
    /// Reads the secret that was shown.
    pub(crate) fn of(enrolment: &Value) -> Self {
        let secret = Secret::try_from_base32(enrolment["secret"].as_str().unwrap()).unwrap();
        let totp = Builder::new().with_secret(secret).build().unwrap();
        Self { totp, recovery_codes: Vec::new() }
    }

    /// The code that is shown `steps` steps from now.
    pub(crate) fn code(&self, app: &TestApp, steps: i64) -> String {
        let moment = app.clock.now() + Duration::seconds(30) * i32::try_from(steps).unwrap();
        self.totp.generate(u64::try_from(moment.unix_timestamp()).unwrap()).to_string()
    }
}

impl TestApp {
    /// Sets up a second factor for this person, who signed in lately. Then its first code is over.
    pub(crate) async fn set_up_factor(&self, who: &Person) -> Authenticator {
        let enrolment = self.post(who, "/me/second-factor", json!({})).await.expect(200);
        let mut authenticator = Authenticator::of(&enrolment);
        let code = json!({"code": authenticator.code(self, 0)});
        let confirmed = self.post(who, "/me/second-factor/confirm", code).await.expect(200);
        let codes = confirmed["recovery_codes"].as_array().unwrap();
        authenticator.recovery_codes = codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect();
        self.wait(Duration::seconds(60));
        authenticator
    }

    /// Gives the right password, and gets a challenge.
    pub(super) async fn challenge(&self, login: &str) -> String {
        let answer = self.try_sign_in(login, PASSWORD).await.expect(200);
        assert_eq!(answer["second_factor_required"], true, "{answer}");
        answer["challenge"].as_str().unwrap().to_owned()
    }

    pub(super) async fn answer_challenge(&self, challenge: &str, code: &str) -> Answer {
        self.post_anonymously("/auth/second-factor", json!({"challenge": challenge, "code": code})).await
    }

    /// Signs in with password and code.
    pub(super) async fn sign_in_with(&self, login: &str, authenticator: &Authenticator) -> Person {
        let challenge = self.challenge(login).await;
        let code = authenticator.code(self, 0);
        Person::signed_in(&self.answer_challenge(&challenge, &code).await.expect(200))
    }

    /// How many rows a table has.
    pub(super) async fn count_rows(&self, table: &str) -> String {
        self.rows_of(&format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table}")).await.remove(0)
    }
}
