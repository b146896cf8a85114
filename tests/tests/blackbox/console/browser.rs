use std::future::Future;
use std::io::Write as _;
use std::time::Duration;

use serde_json::Value;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::TypingData;
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};

use crate::support::{PASSWORD, TestApp, TestAppBuilder};

/// How long a page may take to show what is awaited: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked for.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// A desk to be visited with a browser on this machine. `None` where no browser is there.
pub(crate) async fn desk(test: &str) -> Option<TestApp> {
    desk_with(test, TestAppBuilder::default()).await
}

pub(crate) async fn desk_with(test: &str, builder: TestAppBuilder) -> Option<TestApp> {
    if std::env::var_os("DESKHAND_TEST_BROWSER").is_none() {
        not_run(test, "BROWSER");
        return None;
    }
    Some(builder.setting("http.public_url", "http://127.0.0.1").start().await)
}

/// Says that a test checks nothing, for this variable is not set.
pub(crate) fn not_run(test: &str, variable: &str) {
    // Not by a macro: the output of tests that pass is hidden.
    let words =
        format!("NOT RUN, without DESKHAND_TEST_{variable}: {test}. Put tests/with_browser.sh before the command\n");
    std::io::stderr().write_all(words.as_bytes()).unwrap();
}

/// A person with a browser of their own. End with [`Browser::close`], which looks into the browser's log.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    base: String,
    /// Parts of lines of the log that the test expects.
    expected: Vec<&'static str>,
}

impl Browser {
    pub(crate) async fn open(app: &TestApp) -> Self {
        let server = std::env::var("DESKHAND_TEST_BROWSER").unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(&std::env::var("DESKHAND_TEST_CHROME").unwrap()).unwrap();
        for argument in
            ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900", "--lang=en"]
        {
            wanted.add_arg(argument).unwrap();
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        let driver = WebDriver::new(server, wanted).await.unwrap();
        // A test that fails would wait for the browser, and the browser for the server in the test. ChromeDriver ends it.
        Box::leak(Box::new(driver.clone()));
        driver.set_page_load_timeout(PATIENCE).await.unwrap();
        Self { driver, base: app.base(), expected: Vec::new() }
    }

    /// A person who is signed in.
    pub(crate) async fn of(app: &TestApp, login: &str) -> Self {
        let browser = Self::open(app).await;
        browser.sign_in(login).await;
        browser
    }

    pub(crate) async fn sign_in(&self, login: &str) {
        self.visit("/sign-in").await;
        self.fill("Username or e-mail address", login).await;
        self.fill("Password", PASSWORD).await;
        self.press("Sign in").await;
        self.until_gone("Forgot your password?").await;
    }

    /// A line of the log with this part is no fault.
    pub(crate) fn expect_in_log(&mut self, part: &'static str) {
        self.expected.push(part);
    }

    pub(crate) async fn visit(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.base)).await.unwrap();
    }

    /// Path and query of the page.
    pub(crate) async fn path(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        url.as_str().strip_prefix(&self.base).unwrap_or(url.as_str()).to_owned()
    }

    /// Writes into the field with this label, in place of what is there.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        self.again(async || {
            let field = self.field(label).await?;
            field.clear().await?;
            field.send_keys(text).await
        })
        .await;
    }

    /// Types where the focus is.
    pub(crate) async fn keys(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.unwrap();
    }

    /// The field with this label.
    async fn field(&self, label: &str) -> WebDriverResult<WebElement> {
        let label = self.driver.find(By::XPath(format!("//label[{}]", reads(label)))).await?;
        match label.attr("for").await? {
            Some(id) => self.driver.find(By::Id(id)).await,
            None => label.find(By::Css("input, select, textarea")).await,
        }
    }

    /// Chooses a file in the field with this label.
    pub(crate) async fn choose(&self, label: &str, path: &str) {
        self.again(async || self.field(label).await?.send_keys(path).await).await;
    }

    /// What the field with this label holds.
    pub(crate) async fn value(&self, label: &str) -> String {
        self.again(async || self.field(label).await?.prop("value").await).await.unwrap_or_default()
    }

    /// Presses the button, or follows the link, that reads so.
    pub(crate) async fn press(&self, words: &str) {
        let path = format!("//button[{0}] | //a[{0}] | //summary[{0}]", reads(words));
        self.click(&path).await;
    }

    pub(crate) async fn click(&self, xpath: &str) {
        self.again(async || self.driver.find(By::XPath(xpath)).await?.click().await).await;
    }

    /// Does it again while the page is changing under it.
    async fn again<T>(&self, mut attempt: impl AsyncFnMut() -> WebDriverResult<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match attempt().await {
                Ok(done) => return done,
                Err(_) if Instant::now() < deadline => sleep(BETWEEN_LOOKS).await,
                Err(error) => panic!("{error} on {}:\n{}", self.path().await, self.text().await),
            }
        }
    }

    /// Follows the link to a ticket with this title.
    pub(crate) async fn opens(&self, title: &str) {
        self.click(&format!("//main//a[contains(., \"{title}\")]")).await;
    }

    /// Waits until the page shows these words.
    pub(crate) async fn sees(&self, words: &str) {
        self.until(&format!("the page shows {words:?}"), async || self.text().await.contains(words)).await;
    }

    /// Waits until the page shows these words no more.
    pub(crate) async fn until_gone(&self, words: &str) {
        self.until(&format!("{words:?} is gone"), async || !self.text().await.contains(words)).await;
    }

    /// The words of the page, without the marks that isolate names.
    pub(crate) async fn text(&self) -> String {
        let Ok(body) = self.driver.find(By::Tag("body")).await else { return String::new() };
        body.text().await.unwrap_or_default().replace(['\u{2068}', '\u{2069}'], "")
    }

    pub(crate) async fn find(&self, xpath: &str) -> WebElement {
        self.again(async || self.driver.find(By::XPath(xpath)).await).await
    }

    /// Waits for a condition.
    pub(crate) async fn until<F: Future<Output = bool>>(&self, what: &str, mut holds: impl FnMut() -> F) {
        let deadline = Instant::now() + PATIENCE;
        while !holds().await {
            assert!(Instant::now() < deadline, "never: {what}, on {}:\n{}", self.path().await, self.text().await);
            sleep(BETWEEN_LOOKS).await;
        }
    }

    /// What a script says.
    pub(crate) async fn ask(&self, script: &str) -> Value {
        self.driver.execute(script, vec![]).await.unwrap().json().clone()
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn command(&self, name: &str, parameters: Value) {
        self.driver.cdp().send_raw(name, parameters).await.unwrap();
    }

    /// Closes it. Its log must be empty: no error, no report of a policy, no answer that was not expected.
    pub(crate) async fn close(self) {
        let log = self.driver.browser_log().await.unwrap();
        let is_expected = |message: &str| self.expected.iter().any(|part| message.contains(part));
        let faults: Vec<_> = log
            .iter()
            .filter(|line| !["INFO", "DEBUG"].contains(&line.level.as_str()) && !is_expected(&line.message))
            .collect();
        assert!(faults.is_empty(), "{faults:#?}");
        self.driver.quit().await.unwrap();
    }
}

/// A condition of XPath: the text is this one, whatever isolates the names in it.
fn reads(words: &str) -> String {
    format!("normalize-space(translate(., '\u{2068}\u{2069}', ''))=\"{words}\"")
}
