//! What a request may no longer do when its session ended after the caller's identity was confirmed: the owner set a new password in
//! between, because a stranger has the old one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use deskhand_domain::SessionId;
use deskhand_domain::api_keys::{KeyName, KeyScope, KeyScopes};
use deskhand_domain::people::{Actor, EmailAddress, Password, PasswordHash, Person, PersonRecord};
use deskhand_domain::ports::{HashingError, PasswordHasher, RefreshToken, SecretDigest, Storage as _};
use deskhand_domain::testing::{
    CountedSecrets, PlainCodes, PlainPasswords, SequentialIds, TestClock, ThreeGuesses, a_customer,
};
use deskhand_domain::time::Duration;
use deskhand_domain::use_cases::{
    Caller, ChangePassword, CreateApiKey, Credential, Error, Origin, Ports, Rules, UpdateMe, UseCases,
};
use deskhand_domain::uuid::Uuid;
use deskhand_memory::MemoryStorage;
use pollster::block_on;

const PASSWORD: &str = "correct horse battery";

/// Each asks for the password again.
const REQUESTS: [&str; 7] = [
    "a new API key",
    "another address",
    "another password",
    "a second factor",
    "no second factor",
    "the end of another session",
    "the end of all other sessions",
];

fn session(n: u128) -> SessionId {
    SessionId::new(Uuid::from_u128(n))
}

/// Compares passwords, and meanwhile the sessions of their owner may end.
struct SlowPasswords {
    storage: Arc<MemoryStorage>,
    owner: Person,
    ends_sessions: AtomicBool,
}

#[async_trait]
impl PasswordHasher for SlowPasswords {
    async fn hash(&self, password: Password) -> Result<PasswordHash, HashingError> {
        PlainPasswords.hash(password).await
    }

    async fn verify(&self, password: Password, hash: Option<PasswordHash>) -> Result<bool, HashingError> {
        if self.ends_sessions.load(Ordering::SeqCst) {
            let mut uow = self.storage.begin().await.unwrap();
            uow.sessions().end_sessions_of(self.owner.id, None, TestClock::START).await.unwrap();
            uow.commit().await.unwrap();
        }
        PlainPasswords.verify(password, hash).await
    }
}

/// A desk with one person, who has two sessions and sends the requests in the first.
async fn scene(owner: &Person) -> (UseCases, Arc<SlowPasswords>, Caller) {
    let storage = Arc::new(MemoryStorage::new());
    let mut uow = storage.begin().await.unwrap();
    uow.people().insert(owner).await.unwrap();
    for n in [1, 2] {
        let token = RefreshToken {
            session: session(n.into()),
            person: owner.id,
            begun_at: TestClock::START,
            digest: SecretDigest([n; 32]),
            issued_at: TestClock::START,
            expires_at: TestClock::START + Duration::DAY,
        };
        uow.sessions().begin_session(&token, None).await.unwrap();
    }
    uow.commit().await.unwrap();
    let (owner_then, ends_sessions) = (owner.clone(), AtomicBool::new(false));
    let passwords = Arc::new(SlowPasswords { storage: storage.clone(), owner: owner_then, ends_sessions });
    let ports = Ports {
        sessions: storage.clone(),
        api_keys: storage.clone(),
        mail: storage.clone(),
        passwords: passwords.clone(),
        strength: Arc::new(ThreeGuesses),
        secrets: Arc::new(CountedSecrets::new()),
        one_time_codes: Arc::new(PlainCodes::new()),
        ..Ports::over(storage, Arc::new(TestClock::new()), Arc::new(SequentialIds::new()))
    };
    let (actor, credential) = (Actor::from(owner), Credential::Session(session(1)));
    let caller = Caller { actor, person: owner.clone(), credential, origin: Origin::default(), expires_at: None };
    (UseCases::new(ports, Rules::default()), passwords, caller)
}

async fn ask(desk: &UseCases, caller: &Caller, request: &str) -> Result<(), Error> {
    let current = || Password::typed(PASSWORD).unwrap();
    let current_password = Some(current());
    let accounts = desk.accounts();
    match request {
        "a new API key" => {
            let (name, scopes) = (KeyName::parse("Report").unwrap(), KeyScopes::parse([KeyScope::Read]).unwrap());
            let command = CreateApiKey { name, scopes, expires_at: None, current_password };
            desk.api_keys().create(caller, command).await.map(drop)
        }
        "another address" => {
            let email = EmailAddress::parse("other@client.example").ok();
            desk.users().update_me(caller, UpdateMe { email, current_password, ..UpdateMe::default() }).await.map(drop)
        }
        "another password" => {
            let new = Password::typed("another horse battery").unwrap();
            accounts.change_password(caller, ChangePassword { current: current(), new, revoke_api_keys: false }).await
        }
        "a second factor" => accounts.enrol_second_factor(caller, current_password).await.map(drop),
        "no second factor" => accounts.remove_second_factor(caller, current_password).await,
        "the end of another session" => accounts.end_session(caller, session(2), current_password).await,
        "the end of all other sessions" => accounts.end_other_sessions(caller, current_password).await,
        other => panic!("{other}"),
    }
}

/// The owner undoes the change of a stranger, whose request names the stranger's address once more.
#[test]
fn an_address_that_was_the_present_one_needs_the_password_where_it_is_another_one_by_now() {
    let owner = a_customer().password(PASSWORD).build();
    let moved = EmailAddress::parse("stranger@client.example").unwrap();
    block_on(async {
        let (desk, _, caller) = scene(&owner).await;
        let mut as_authenticated = PersonRecord::clone(&owner);
        as_authenticated.email = Some(moved.clone());
        let caller = Caller { person: Person::restore(as_authenticated), ..caller };
        let refused = desk.users().update_me(&caller, UpdateMe { email: Some(moved), ..UpdateMe::default() }).await;
        assert!(matches!(refused, Err(Error::PasswordRequired)), "{refused:?}");
    });
}

#[test]
fn a_request_whose_session_ended_while_the_password_was_compared_does_nothing() {
    for request in REQUESTS {
        let person = a_customer().password(PASSWORD);
        let person = if request == "no second factor" { person.second_factor_at(TestClock::START) } else { person };
        let owner = person.build();
        block_on(async {
            let (desk, _, caller) = scene(&owner).await;
            ask(&desk, &caller, request).await.unwrap_or_else(|error| panic!("{request}: {error}"));

            let (desk, passwords, caller) = scene(&owner).await;
            passwords.ends_sessions.store(true, Ordering::SeqCst);
            let refused = ask(&desk, &caller, request).await;
            assert!(matches!(refused, Err(Error::Unauthenticated)), "{request}: {refused:?}");
        });
    }
}
