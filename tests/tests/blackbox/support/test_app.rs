use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use deskhand_domain::notification::DIGEST_WINDOW;
use deskhand_domain::testing::TestClock;
use deskhand_domain::use_cases::ImportFigures;
use deskhand_http_core::streaming::EventTiming;
use deskhand_server::{Application, Overrides, Running, Settings, import_file};
use deskhand_tests::smtp::{Security, SmtpServer};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use tempfile::TempDir;
use time::Duration;

use super::storage::Storage;
use super::{Answer, Mail, Person};

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Options of a test that differ from the defaults.
#[derive(Default)]
pub(crate) struct TestAppBuilder {
    settings: Vec<(String, Value)>,
    mail_by_itself: bool,
    event_timing: Option<EventTiming>,
    imported: Option<PathBuf>,
    on_sqlite: bool,
}

impl TestAppBuilder {
    /// Imports this file before the first start; each line must be good.
    pub(crate) fn importing(mut self, file: &Path) -> Self {
        self.imported = Some(file.to_owned());
        self
    }

    /// On SQLite, whichever database the suite is for.
    pub(crate) const fn on_sqlite(mut self) -> Self {
        self.on_sqlite = true;
        self
    }

    /// Another setting, such as `("workflow.engineer_scope", "all")`.
    pub(crate) fn setting(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.settings.push((key.to_owned(), value.into()));
        self
    }

    /// The worker sends mail as soon as there is some; else it waits for [`TestApp::mails`].
    pub(crate) const fn mail_by_itself(mut self) -> Self {
        self.mail_by_itself = true;
        self
    }

    /// The intervals and timeouts of open streams.
    pub(crate) const fn event_timing(mut self, timing: EventTiming) -> Self {
        self.event_timing = Some(timing);
        self
    }

    pub(crate) async fn start(self) -> TestApp {
        let folder = tempfile::tempdir().unwrap();
        let smtp = SmtpServer::start(Security::Plain).await.unwrap();
        let clock = TestClock::new();
        let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let database = if self.on_sqlite { Storage::Sqlite } else { Storage::chosen().await };
        let mut settings = vec![
            ("http.port".to_owned(), json!(0)),
            ("http.public_url".to_owned(), json!("https://desk.example.com")),
            ("http.workers".to_owned(), json!(1)),
            // No test here is about overload, and the machine may be busy.
            ("http.wait_for_place".to_owned(), json!("1m")),
            ("database.url".to_owned(), json!(database.url(folder.path()))),
            ("auth.secret_file".to_owned(), json!(file("secret"))),
            ("auth.bcrypt_cost".to_owned(), json!(4)),
            ("limits.enabled".to_owned(), json!(false)),
            ("bootstrap.email".to_owned(), json!("admin@desk.example.com")),
            ("bootstrap.password".to_owned(), json!(PASSWORD)),
            ("mail.smtp_url".to_owned(), json!(format!("smtp://127.0.0.1:{}?tls=none", smtp.port()))),
            ("mail.directory".to_owned(), json!(file("mail"))),
            ("mail.from".to_owned(), json!("Help desk <desk@desk.example.com>")),
            // So that a test sees each letter where it asks for it; those about gathered letters set it.
            ("mail.gather".to_owned(), json!("never")),
        ];
        settings.extend(self.settings);
        let mut app = TestApp {
            running: Vec::new(),
            turn: AtomicUsize::new(0),
            // The server closes a connection that was idle for five seconds, possibly just as the next request is sent.
            client: Client::builder()
                .no_proxy()
                .pool_idle_timeout(Duration::seconds(2).unsigned_abs())
                .build()
                .unwrap(),
            clock,
            smtp,
            folder,
            settings,
            mail_by_itself: self.mail_by_itself,
            event_timing: self.event_timing,
            read: 0,
            database,
        };
        if let Some(file) = self.imported {
            let refused = app.import(&file, false).await.1;
            assert_eq!(refused, [], "lines are refused");
        }
        app.start_again().await;
        app
    }
}

/// One or several instances on free ports with a database, mail server and clock of their own. Call
/// [`TestApp::finish`] at the end: it asserts that nothing is left in the outbox.
pub(crate) struct TestApp {
    running: Vec<Running>,
    /// The number of requests so far: they go to the instances in turn.
    turn: AtomicUsize,
    pub(crate) client: Client,
    pub(crate) clock: TestClock,
    pub(crate) smtp: SmtpServer,
    pub(crate) folder: TempDir,
    settings: Vec<(String, Value)>,
    pub(super) mail_by_itself: bool,
    event_timing: Option<EventTiming>,
    /// How many mails the test has read already.
    read: usize,
    /// Dropped last: a database can be removed only when it is not in use.
    database: Storage,
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        TestAppBuilder::default().start().await
    }

    pub(crate) fn with(key: &str, value: impl Into<Value>) -> TestAppBuilder {
        TestAppBuilder::default().setting(key, value)
    }

    /// Imports a file as `deskhand import` does; gives the figures and the lines that are refused, with the reasons.
    pub(crate) async fn import(&self, file: &Path, dry_run: bool) -> (ImportFigures, Vec<(u64, String)>) {
        let mut refused = Vec::new();
        let note = |line, reason: &str| refused.push((line, reason.to_owned()));
        let figures = import_file(&self.settings(None), file, dry_run, note).await.unwrap();
        (figures, refused)
    }

    fn settings(&self, port: Option<u16>) -> Settings {
        let port = port.map(|port| ("http.port", json!(port)));
        let changes = self.settings.iter().map(|(key, value)| (key.as_str(), value.clone())).chain(port);
        Settings::defaults_with(changes).unwrap()
    }

    /// Starts the instances over the same database, after [`TestApp::stop`].
    pub(crate) async fn start_again(&mut self) {
        for _ in 0..self.database.instances() {
            self.start_instance(None).await;
        }
    }

    /// The same, at the addresses that they had: those of open pages.
    pub(crate) async fn start_again_at(&mut self, ports: &[u16]) {
        for port in ports {
            self.start_instance(Some(*port)).await;
        }
    }

    async fn start_instance(&mut self, port: Option<u16>) {
        let settings = self.settings(port);
        let overrides = Overrides {
            clock: Some(Arc::new(self.clock.clone())),
            hold_mail: !self.mail_by_itself,
            event_timing: self.event_timing,
        };
        let application = Application::build(&settings, &overrides).await.unwrap();
        self.running.push(application.start().unwrap());
    }

    /// Another value of a setting, from the next start on.
    pub(crate) fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.settings.push((key.to_owned(), value.into()));
    }

    /// Stops the instances as SIGTERM would.
    pub(crate) async fn stop(&mut self) {
        for running in self.running.drain(..) {
            running.stop().await.unwrap();
        }
    }

    /// The instance for the next request.
    pub(crate) fn running(&self) -> &Running {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        &self.running[turn % self.running.len()]
    }

    /// The ports of the instances.
    pub(crate) fn ports(&self) -> Vec<u16> {
        self.running.iter().map(Running::port).collect()
    }

    /// The addresses of the instances.
    pub(crate) fn bases(&self) -> Vec<String> {
        self.ports().iter().map(|port| format!("http://127.0.0.1:{port}")).collect()
    }

    /// The URL of their database.
    pub(crate) fn database_url(&self) -> String {
        self.database.url(self.folder.path())
    }

    /// The address of the instance for the next request.
    pub(crate) fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.running().port())
    }

    /// A request builder; `path` begins after `/api/v1`, or with `/` `/` for the root.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = match path.strip_prefix('/') {
            Some(root) if root.starts_with('/') => format!("{}{root}", self.base()),
            _ => format!("{}/api/v1{path}", self.base()),
        };
        self.client.request(method, url)
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::read(request.send().await.unwrap()).await
    }

    pub(crate) async fn get(&self, who: &Person, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).bearer_auth(&who.token)).await
    }

    pub(crate) async fn post(&self, who: &Person, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).bearer_auth(&who.token).json(&body)).await
    }

    pub(crate) async fn patch(&self, who: &Person, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PATCH, path).bearer_auth(&who.token).json(&body)).await
    }

    /// Without a body.
    pub(crate) async fn put(&self, who: &Person, path: &str) -> Answer {
        self.send(self.request(Method::PUT, path).bearer_auth(&who.token)).await
    }

    pub(crate) async fn delete(&self, who: &Person, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path).bearer_auth(&who.token)).await
    }

    /// A request without a sign-in.
    pub(crate) async fn post_anonymously(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    /// Moves the clock on.
    pub(crate) fn wait(&self, time: Duration) {
        self.clock.advance(time);
    }

    pub(crate) async fn try_sign_in(&self, login: &str, password: &str) -> Answer {
        self.post_anonymously("/auth/signin", json!({"login": login, "password": password})).await
    }

    pub(crate) async fn sign_in(&self, login: &str) -> Person {
        Person::signed_in(&self.try_sign_in(login, PASSWORD).await.expect(200))
    }

    /// The first superadmin.
    pub(crate) async fn superadmin(&self) -> Person {
        self.sign_in("admin").await
    }

    pub(crate) async fn sign_up(&self, username: &str, role: &str) -> Answer {
        let body = json!({
            "name": format!("{username} the {role}"), "username": username, "email": format!("{username}@example.com"),
            "password": PASSWORD, "role": role,
        });
        self.post_anonymously("/auth/signup", body).await
    }

    /// A customer who signed up and signed in. The address is verified.
    pub(crate) async fn customer(&self, username: &str) -> Person {
        self.sign_up(username, "customer").await.expect(201);
        self.verify_address(username).await;
        self.sign_in(username).await
    }

    /// An engineer who signed up, was approved, and signed in. The address is verified.
    pub(crate) async fn engineer(&self, username: &str) -> Person {
        self.sign_up(username, "engineer").await.expect(201);
        self.verify_address(username).await;
        let admin = self.superadmin().await;
        self.patch(&admin, &format!("/users/{username}"), json!({"status": "approved"})).await.expect(200);
        self.sign_in(username).await
    }

    /// An admin whom the superadmin made. The address is verified.
    pub(crate) async fn admin(&self, username: &str) -> Person {
        let superadmin = self.superadmin().await;
        let body = json!({
            "name": format!("{username} the admin"), "username": username, "email": format!("{username}@example.com"),
            "password": PASSWORD, "role": "admin",
        });
        self.post(&superadmin, "/users", body).await.expect(201);
        self.verify_address(username).await;
        self.sign_in(username).await
    }

    /// A ticket opened by this person.
    pub(crate) async fn open_ticket(&self, who: &Person, title: &str) -> Value {
        let body = json!({"title": title, "description": format!("All about: {title}")});
        self.post(who, "/tickets", body).await.expect(201)
    }

    /// Sends what is due, and reads the mails that came since the last call.
    pub(crate) async fn mails(&mut self) -> Vec<Mail> {
        self.running().mail_worker().drain().await.unwrap();
        let all = self.smtp.mails();
        let new = all[self.read..].iter().map(Mail::read).collect();
        self.read = all.len();
        new
    }

    /// Runs the periodic work. Returns how many tickets were warned about and closed.
    pub(crate) async fn run_once(&self) -> (u32, u32) {
        let swept = self.running().maintenance().run_once().await.unwrap().auto_closed;
        assert!(swept.failed.is_empty(), "{:?}", swept.failed);
        (swept.warned, swept.closed)
    }

    /// Stops the instance; nothing may be left in the outbox, not even a digest for later.
    pub(crate) async fn finish(mut self) {
        self.running().mail_worker().drain().await.unwrap();
        // Digests of a busy desk wait ten minutes, reports of held mail an hour.
        self.wait(DIGEST_WINDOW.max(time::Duration::HOUR));
        self.running().mail_worker().drain().await.unwrap();
        if self.mail_by_itself {
            self.until_nothing_is_under_way().await;
        }
        let counts = self.running().desk().mail().count().await.unwrap();
        assert_eq!((counts.pending, counts.dead), (0, 0), "mails are left behind");
        self.stop().await;
    }

    /// Waits until the sent mails are marked as sent. If the clock moved before that, their leases would expire, and
    /// another instance would send them again.
    pub(crate) async fn until_nothing_is_under_way(&self) {
        let nothing = async {
            while self.running().desk().mail().count().await.unwrap().pending > 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(120), nothing).await.unwrap();
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        assert!(
            self.running.is_empty() || std::thread::panicking(),
            "end the test with finish(), which looks into the outbox"
        );
    }
}
