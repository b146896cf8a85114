use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// More than any command needs on a busy machine.
const COMMAND_LIMIT: Duration = Duration::from_secs(100);

/// An empty folder with the program in it: every test is a first start.
#[derive(Clone)]
pub(crate) struct Workplace {
    folder: Arc<TempDir>,
    environment: Vec<(String, String)>,
    /// What starts the program in its stead, and then becomes it.
    starter: Vec<String>,
}

impl Workplace {
    pub(crate) fn new() -> Self {
        Self { folder: Arc::new(tempfile::tempdir().unwrap()), environment: Vec::new(), starter: Vec::new() }
            .with("DESKHAND__HTTP__PORT", "0")
            // As quick as bcrypt gets.
            .with("DESKHAND__AUTH__BCRYPT_COST", "4")
    }

    pub(crate) fn with(mut self, key: &str, value: &str) -> Self {
        self.environment.push((key.to_owned(), value.to_owned()));
        self
    }

    /// Puts these words before the program and its arguments.
    pub(crate) fn started_by(mut self, starter: &[&str]) -> Self {
        self.starter = starter.iter().map(|word| (*word).to_owned()).collect();
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Every file and folder in it, by path.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let mut all = Vec::new();
        let mut folders = vec![self.path("")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                folders.extend(path.is_dir().then(|| path.clone()));
                all.push(path);
            }
        }
        all.sort();
        all
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with_input(arguments, "")
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = self.command(arguments).spawn().unwrap();
        // A program that fails early does not read: that is not this test's failure.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let pid = child.id().to_string();
        let (ended, end) = std::sync::mpsc::channel();
        std::thread::spawn(move || ended.send(child.wait_with_output()));
        match end.recv_timeout(COMMAND_LIMIT) {
            Ok(output) => Run::of(output.unwrap()),
            Err(_) => {
                // It serves although it should have been refused, or hangs.
                Command::new("kill").args(["-KILL", &pid]).status().unwrap();
                panic!("{arguments:?} has not ended within {COMMAND_LIMIT:?}");
            }
        }
    }

    /// Starts `deskhand serve` and waits until it says where it listens.
    pub(crate) fn serve(&self) -> Serving {
        self.greeted(self.start())
    }

    /// Starts `deskhand serve` and does not wait.
    pub(crate) fn start(&self) -> Child {
        self.command(&["serve"]).spawn().unwrap()
    }

    /// Waits until the program says where it listens.
    pub(crate) fn greeted(&self, mut child: Child) -> Serving {
        // Read from the start: a talkative program fills its pipe before it greets, and would wait for ever.
        let log = Log::of(child.stderr.take().unwrap());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut greeting = Vec::new();
        for line in lines.by_ref() {
            greeting.push(line.unwrap());
            if greeting.last().unwrap().contains("mails are") {
                break;
            }
        }
        // What follows, if anything follows, comes in one write with it.
        let rest = std::thread::spawn(move || lines.map_while(Result::ok).collect::<Vec<_>>());
        Serving { child, greeting, rest: Some(rest), log, folder: Arc::clone(&self.folder) }
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let words = self.starter.iter().map(String::as_str).chain([env!("CARGO_BIN_EXE_deskhand")]);
        let words: Vec<&str> = words.chain(arguments.iter().copied()).collect();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).current_dir(self.folder.path());
        command.env_clear().envs(std::env::var("PATH").map(|path| ("PATH", path)));
        command.envs(self.environment.iter().map(|(key, value)| (key, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) success: bool,
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            success: output.status.success(),
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert!(self.success, "{self:#?}");
        self
    }

    /// Fails with this in its message, and without a panic or a Rust type in it.
    #[track_caller]
    pub(crate) fn fails_saying(self, words: &str) {
        assert!(!self.success && self.err.contains(words), "{self:#?}");
        for noise in ["panicked", "Error(", "Err("] {
            assert!(!self.err.contains(noise), "{self:#?}");
        }
    }
}

/// A running `deskhand serve`.
pub(crate) struct Serving {
    child: Child,
    greeting: Vec<String>,
    rest: Option<std::thread::JoinHandle<Vec<String>>>,
    pub(crate) log: Log,
    #[expect(dead_code, reason = "the folder must not be removed while the program runs in it")]
    folder: Arc<TempDir>,
}

impl Serving {
    /// Sends a signal such as `STOP`.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap().success());
    }

    /// What the system says of its process, below `/proc`.
    pub(crate) fn proc(&self, name: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/{name}", self.child.id()))
    }

    /// Waits until the process has ended, and says whether it was content with itself; fails where that takes longer.
    pub(crate) fn ends_within(&mut self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            assert!(Instant::now() < deadline, "it has not ended within {limit:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn address(&self) -> String {
        let first = &self.greeting[0];
        let at = first.find("http://").unwrap() + "http://".len();
        first[at..].split_whitespace().next().unwrap().to_owned()
    }

    /// Sends SIGTERM, and gives everything that it printed.
    pub(crate) fn stop(mut self) -> (bool, Vec<String>) {
        self.signal("TERM");
        let status = self.child.wait().unwrap();
        let mut printed = std::mem::take(&mut self.greeting);
        printed.extend(self.rest.take().unwrap().join().unwrap());
        (status.success(), printed)
    }
}

/// How much of the log a test that failed shows.
const LINES_SHOWN: usize = 50;

/// What a running program logs, read as it comes: a full pipe would stop the program.
pub(crate) struct Log(Arc<(Mutex<Vec<String>>, Condvar)>);

impl Log {
    pub(crate) fn of(stderr: ChildStderr) -> Self {
        let log = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let reader = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
                reader.0.lock().unwrap().push(String::from_utf8_lossy(&line).into_owned());
                reader.1.notify_all();
            }
        });
        Self(log)
    }

    pub(crate) fn count(&self, words: &str) -> usize {
        self.0.0.lock().unwrap().iter().filter(|line| line.contains(words)).count()
    }

    /// Waits until a line says this.
    pub(crate) fn wait_for(&self, words: &str) {
        self.wait_for_lines(words, 1);
    }

    /// Waits until so many lines say this.
    pub(crate) fn wait_for_lines(&self, words: &str, count: usize) {
        let lines = self.0.0.lock().unwrap();
        let missing = |lines: &mut Vec<String>| lines.iter().filter(|line| line.contains(words)).count() < count;
        let (lines, timeout) = self.0.1.wait_timeout_while(lines, Duration::from_secs(180), missing).unwrap();
        assert!(!timeout.timed_out(), "{words} was not logged: {lines:#?}");
    }
}

impl Drop for Serving {
    /// A test that failed leaves nothing running, and shows what the program logged.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            let lines = self.log.0.0.lock().unwrap_or_else(PoisonError::into_inner);
            eprintln!("the last lines of its log:\n{}", lines[lines.len().saturating_sub(LINES_SHOWN)..].join("\n"));
        }
    }
}
