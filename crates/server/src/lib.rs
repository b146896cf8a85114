//! The deskhand program: settings, wiring, command line, background loops. `main.rs` only calls [`run`]; the black-box
//! tests start the same [`Application`] on a free port.

mod app;
mod application;
mod bootstrap;
mod cli;
mod commands;
mod delivery_log;
mod desk_intake;
mod event_reader;
mod file_copy;
mod in_flight_deliveries;
mod intake_worker;
mod mail_worker;
mod maintenance;
mod overrides;
mod process_stats;
mod readiness;
mod running;
mod security_report;
mod settings;
mod shutdown;
mod start;
mod system;
mod telemetry;
mod transports;
mod webhook_worker;
mod wiring;

pub use application::Application;
pub use cli::run;
pub use commands::import::import_file;
pub use intake_worker::IntakeWorker;
pub use mail_worker::MailWorker;
pub use maintenance::MaintenanceWorker;
pub use overrides::Overrides;
pub use running::Running;
pub use settings::{Settings, SettingsError};
pub use webhook_worker::WebhookWorker;
