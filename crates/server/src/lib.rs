//! The deskhand program: settings, wiring, command line, background work. The executable is a line of it; the
//! black-box tests start the same [`Application`] on a free port.

mod application;
mod bootstrap;
mod cli;
mod commands;
mod event_reader;
mod in_flight_deliveries;
mod mail_worker;
mod maintenance;
mod open_existing;
mod process_stats;
mod readiness;
mod secret_file;
mod settings;
mod shutdown;
mod system;
mod telemetry;
mod wiring;

pub use application::{Application, Running};
pub use cli::run;
pub use mail_worker::MailWorker;
pub use maintenance::MaintenanceWorker;
pub use settings::{Settings, SettingsError};
pub use wiring::Overrides;
