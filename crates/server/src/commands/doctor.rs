//! Checks the settings and everything that they point to, and prints one line for each.

use std::path::Path;
use std::process::ExitCode;

use deskhand_domain::people::{EmailAddress, Username};
use deskhand_email::SmtpNotifier;
use deskhand_persistence::missing_file;
use secrecy::ExposeSecret;

use crate::database::open_database;
use crate::secret_file::master_secret;
use crate::settings::Settings;
use crate::wiring;

/// The result of one check: what is right, or what is wrong and what to do.
type Finding = Result<String, String>;

/// Runs all checks; fails if one of them does.
pub(crate) async fn examine(settings: &Settings) -> anyhow::Result<ExitCode> {
    let mut findings = vec![
        ("settings", sender(settings)),
        ("public address", public_url(settings)),
        ("secret", secret(settings)),
        ("first superadmin", bootstrap(settings)),
        ("port", port(settings)),
    ];
    findings.push(("database", database(settings).await));
    findings.push(("mail", mail(settings).await));
    for (what, finding) in &findings {
        match finding {
            Ok(good) => println!("ok      {what}: {good}"),
            Err(bad) => println!("WRONG   {what}: {bad}"),
        }
    }
    let wrong = findings.iter().filter(|(_, finding)| finding.is_err()).count();
    if wrong == 0 {
        println!("Everything is in order.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{wrong} problem(s) to fix; config/default.toml explains every setting.");
    Ok(ExitCode::FAILURE)
}

fn sender(settings: &Settings) -> Finding {
    let letterhead = wiring::letterhead(settings).map_err(|error| error.to_string())?;
    Ok(format!("mails come from {}", letterhead.from.address))
}

fn public_url(settings: &Settings) -> Finding {
    let url = &settings.http.public_url;
    let local = url.contains("//localhost") || url.contains("//127.0.0.1");
    let outside = !matches!(settings.http.host.as_str(), "127.0.0.1" | "localhost" | "::1");
    if local && outside {
        return Err(format!(
            "http.host lets others connect, but links in mails begin with {url}, which only this machine can open; \
             set http.public_url"
        ));
    }
    Ok(format!("links in mails begin with {url}"))
}

fn secret(settings: &Settings) -> Finding {
    master_secret(&settings.auth).map_err(|error| error.to_string())?;
    if settings.auth.secret.expose_secret().is_empty() {
        Ok(format!("stored in {}; back it up with the database", settings.auth.secret_file.display()))
    } else {
        Ok("configured and long enough".to_owned())
    }
}

fn bootstrap(settings: &Settings) -> Finding {
    Username::parse(&settings.bootstrap.username).map_err(|error| format!("bootstrap.username {error}"))?;
    EmailAddress::parse(&settings.bootstrap.email).map_err(|error| format!("bootstrap.email {error}"))?;
    Ok("its name and address are valid".to_owned())
}

fn port(settings: &Settings) -> Finding {
    let (host, port) = (settings.http.host.as_str(), settings.http.port);
    match std::net::TcpListener::bind((host, port)) {
        Ok(_) => Ok(format!("{host}:{port} is free")),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            Ok(format!("{host}:{port} is in use; if that is not deskhand itself, set http.port"))
        }
        Err(error) => Err(format!("can't listen on {host}:{port}: {error}")),
    }
}

async fn database(settings: &Settings) -> Finding {
    if let Some(file) = missing_file(settings.database.url.expose_secret()) {
        return can_be_created(&file);
    }
    let database = open_database(settings).await.map_err(|error| format!("{error:#}"))?;
    let status = database.migration_status().await.map_err(|error| error.to_string())?;
    let missing = status.known.iter().filter(|change| !change.applied).count();
    let finding = if !status.unknown.is_empty() {
        Err("a newer version of deskhand has changed this database; start that version".to_owned())
    } else if missing > 0 {
        Ok(format!("reachable and writable; {missing} change(s) of the schema will be applied by the next start"))
    } else {
        Ok("reachable, writable, and up to date".to_owned())
    };
    let _ = database.close().await;
    finding
}

/// A missing file is right before the first start. It is not created: this may be the wrong folder.
fn can_be_created(file: &Path) -> Finding {
    let folder = file.ancestors().skip(1).find(|folder| folder.exists()).unwrap_or(file);
    try_to_write(folder).map_err(|error| format!("{} can't be created: {error}", file.display()))?;
    Ok(format!("{} is not there yet; the first start creates it", file.display()))
}

async fn mail(settings: &Settings) -> Finding {
    let letterhead = wiring::letterhead(settings).map_err(|error| error.to_string())?;
    match wiring::smtp_settings(&settings.mail, &letterhead).map_err(|error| error.to_string())? {
        Some(smtp) => SmtpNotifier::new(letterhead, smtp).check_connection().await.map(|report| report.to_string()),
        None => can_write_to(&settings.mail.directory),
    }
}

fn can_write_to(folder: &Path) -> Finding {
    std::fs::create_dir_all(folder)
        .and_then(|()| try_to_write(folder))
        .map_err(|error| format!("{} can't be written to: {error}", folder.display()))?;
    Ok(format!("no mail server is configured: mails are written to {}", folder.display()))
}

fn try_to_write(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(".doctor");
    std::fs::write(&probe, b"written by deskhand doctor")?;
    std::fs::remove_file(&probe)
}
