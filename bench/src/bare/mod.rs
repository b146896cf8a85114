//! The bare twin: what somebody would write who wanted nothing but speed. The same answers from the same tables with
//! the same locks and the same durability, but straight through `sqlx`: no domain, no ports, no request ids, no log.
//!
//! It runs the statements that the program runs (its log at `sqlx=debug` shows them), each once: what the program asks
//! twice within one request, or only to protect its layers from each other, is left out here.

mod answer;
mod caller;
mod database;
mod failure;
mod history;
mod list;
mod notices;
mod now;
mod open;
mod people;
mod post;
mod read;
mod record;
mod sign_in;
mod tickets;

use std::net::SocketAddr;

use actix_web::dev::Server;
use actix_web::{App, HttpServer, web};
use anyhow::Context;
use clap::Args;
use deskhand_auth::{BcryptHasher, HashingSettings, JwtAccessTokens, MasterSecret};

use database::Pools;

/// How the twin is started: with what the program beside it was started with.
#[derive(Clone, Debug, Args)]
pub struct BareOptions {
    /// The database, as the program names it; it must have the program's schema
    #[arg(long)]
    pub database: String,
    /// The program's `auth.secret`
    #[arg(long)]
    pub secret: String,
    /// The program's `http.public_url`
    #[arg(long)]
    pub public_url: String,
}

/// What every handler needs.
pub(crate) struct Twin {
    pub(crate) pools: Pools,
    pub(crate) tokens: JwtAccessTokens,
    pub(crate) hasher: BcryptHasher,
}

/// Serves on a free port, which it prints in the program's words, until the standard input is closed: whoever started
/// it may be killed, and nothing stays behind.
///
/// # Errors
/// What is wrong with the database or the secret.
pub async fn serve(options: &BareOptions) -> anyhow::Result<()> {
    let (address, running) = start(options).await?;
    println!("bare twin listens on http://{address}");
    tokio::select! {
        ended = running => ended.context("the bare twin failed"),
        () = input_closed() => Ok(()),
    }
}

/// Listens on a free port; the server answers while it is awaited.
///
/// # Errors
/// What is wrong with the database or the secret.
pub async fn start(options: &BareOptions) -> anyhow::Result<(SocketAddr, Server)> {
    let twin = web::Data::new(twin(options).await?);
    let server = HttpServer::new(move || App::new().app_data(twin.clone()).configure(routes))
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .context("the bare twin can't listen")?;
    let address = *server.addrs().first().context("the bare twin has no address")?;
    Ok((address, server.run()))
}

fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/readyz", web::get().to(actix_web::HttpResponse::Ok))
        .route("/api/v1/auth/signin", web::post().to(sign_in::sign_in))
        .route("/api/v1/tickets", web::get().to(list::list_tickets))
        .route("/api/v1/tickets", web::post().to(open::open_ticket))
        .route("/api/v1/tickets/{number}", web::get().to(read::read_ticket))
        .route("/api/v1/tickets/{number}/messages", web::post().to(post::post_message));
}

async fn twin(options: &BareOptions) -> anyhow::Result<Twin> {
    let secret = MasterSecret::parse(&options.secret)?;
    Ok(Twin {
        pools: Pools::open(&options.database).await?,
        tokens: JwtAccessTokens::new(&secret.signing_key(), &options.public_url),
        hasher: BcryptHasher::new(secret.pepper(), HashingSettings::default())?,
    })
}

async fn input_closed() {
    let _ = tokio::io::copy(&mut tokio::io::stdin(), &mut tokio::io::sink()).await;
}
