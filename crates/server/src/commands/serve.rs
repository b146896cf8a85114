use std::process::ExitCode;

use anyhow::Context;

use crate::application::Application;
use crate::bootstrap::Credentials;
use crate::settings::Settings;
use crate::shutdown::StopSignals;
use crate::wiring::Overrides;

/// Serves until asked to stop, or until the server fails.
pub(crate) async fn serve(settings: &Settings) -> anyhow::Result<ExitCode> {
    let mut application = Application::build(settings, &Overrides::default()).await?;
    let port = application.port().context("the port can't be read")?;
    // Before the address is printed: from then on someone may stop it.
    let mut signals = StopSignals::listen().context("signals can't be received")?;
    print_startup_message(settings, port, application.credentials.take().as_ref());
    let mut running = application.start().context("the server can't be started")?;
    tracing::info!(port, "Serving on port {port}");
    let failed = tokio::select! {
        () = signals.next() => false,
        () = running.server_ended() => true,
    };
    if failed {
        tracing::error!("The HTTP server ended unexpectedly; exiting");
        return Ok(ExitCode::FAILURE);
    }
    tracing::info!("Stopping: finishing requests and mails in flight; a second signal stops at once");
    tokio::select! {
        stopped = running.stop() => stopped?,
        () = signals.next() => tracing::warn!("Stopped at once by a second signal; requests in flight are cut off"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the addresses and the first superadmin. A generated password is shown only here and stored nowhere.
fn print_startup_message(settings: &Settings, port: u16, credentials: Option<&Credentials>) {
    let mail = if secrecy::ExposeSecret::expose_secret(&settings.mail.smtp_url).is_empty() {
        format!("written as .eml files to {}", settings.mail.directory.display())
    } else {
        "sent by SMTP".to_owned()
    };
    println!(
        "deskhand listens on http://{}:{port}   (people reach it at {})",
        settings.http.host, settings.http.public_url
    );
    println!("  API documentation  http://{}:{port}/docs", settings.http.host);
    println!("  OpenAPI document   http://{}:{port}/openapi.json", settings.http.host);
    println!("  mails are          {mail}");
    if let Some(credentials) = credentials {
        println!("  first superadmin   {}", credentials.username);
        match &credentials.password {
            Some(password) => println!("  password           {password}   (shown this once: keep it)"),
            None => println!("  password           the one that you configured"),
        }
    }
}
