/// While it exists, the terminal does not show what is typed.
#[cfg(unix)]
pub(crate) struct HiddenInput(Option<rustix::termios::Termios>);

#[cfg(unix)]
impl HiddenInput {
    /// Hides the input from now on; where standard input is no terminal, nothing is shown anyway.
    pub(crate) fn begin() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

        let Ok(shown) = tcgetattr(std::io::stdin()) else { return Self(None) };
        let mut hidden = shown.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        let is_hidden = tcsetattr(std::io::stdin(), OptionalActions::Now, &hidden).is_ok();
        Self(is_hidden.then_some(shown))
    }
}

#[cfg(unix)]
impl Drop for HiddenInput {
    fn drop(&mut self) {
        if let Some(shown) = &self.0 {
            // A terminal that is gone needs no echo.
            let _ = rustix::termios::tcsetattr(std::io::stdin(), rustix::termios::OptionalActions::Now, shown);
        }
    }
}

#[cfg(not(unix))]
pub(crate) struct HiddenInput;

#[cfg(not(unix))]
impl HiddenInput {
    pub(crate) const fn begin() -> Self {
        Self
    }
}
