//! What the measurements are at, on the terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that counts the steps.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar of so many steps.
    #[must_use]
    pub fn of(steps: u64) -> Self {
        let style = ProgressStyle::with_template("{elapsed_precise} {bar:30} {pos}/{len}  {msg}");
        let bar = ProgressBar::new(steps);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    /// Begins the next step.
    pub fn step(&self, what: String) {
        self.0.inc(1);
        self.say(what);
    }

    /// Says what is going on, within a step.
    pub fn say(&self, what: String) {
        if self.0.is_hidden() {
            // No terminal: a line each, for whoever reads the log of a long run.
            eprintln!("{:>5} s  {what}", self.0.elapsed().as_secs());
        }
        self.0.set_message(what);
    }

    /// Takes the bar away.
    pub fn done(&self) {
        self.0.finish_and_clear();
    }
}
