use std::process::ExitCode;

use anyhow::Context;
use deskhand_domain::people::Username;
use secrecy::ExposeSecret;

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
    print_startup_message(settings, port);
    match application.credentials.take() {
        Some(credentials) => print_first_superadmin(&credentials),
        None => print_unused_superadmin(application.unused_superadmin().await?),
    }
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

/// Prints the addresses.
fn print_startup_message(settings: &Settings, port: u16) {
    let (host, public_url) = (&settings.http.host, &settings.http.public_url);
    let mail = if settings.mail.smtp_url.expose_secret().is_empty() {
        format!("written as .eml files to {}", settings.mail.directory.display())
    } else {
        "sent by SMTP".to_owned()
    };
    println!("deskhand listens on http://{host}:{port}   (people reach it at {public_url})");
    println!("  API documentation  http://{host}:{port}/docs");
    println!("  OpenAPI document   http://{host}:{port}/openapi.json");
    println!("  mails are          {mail}");
}

/// A generated password is shown only here and stored nowhere.
fn print_first_superadmin(credentials: &Credentials) {
    println!("  first superadmin   {}", credentials.username);
    match &credentials.password {
        Some(password) => println!("  password           {password}   (shown this once: keep it)"),
        None => println!("  password           the one that you configured"),
    }
}

/// The output of the first start may be lost, and with it the password.
fn print_unused_superadmin(username: Option<Username>) {
    if let Some(username) = username {
        println!(
            "  no superadmin has signed in yet: if the password of {username} is lost, set a new one with `deskhand admin \
             password {username}`"
        );
    }
}
