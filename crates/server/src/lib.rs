//! The deskhand program: settings, wiring, command line, background work. The executable is a line of it; the
//! black-box tests start the same [`Application`] on a free port.

mod application;
mod bootstrap;
mod cli;
mod commands;
mod event_reader;
mod existing_database;
mod housekeeping;
mod mail_worker;
mod readiness;
mod secret_file;
mod settings;
mod shutdown;
mod system;
mod telemetry;
mod under_way;
mod vitals;
mod wiring;

pub use application::{Application, Running};
pub use cli::run;
pub use housekeeping::Housekeeper;
pub use mail_worker::MailWorker;
pub use settings::{Settings, SettingsError};
pub use wiring::Overrides;
