//! `serve`: listens until it is told to stop, then lets the requests under way end.

use std::future::Future;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::Failure;
use crate::app;
use crate::communes::Communes;
use crate::config::Config;
use crate::state::AppState;
use crate::upload;

/// How long requests under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until SIGINT or SIGTERM.
///
/// # Errors
/// When the data cannot be opened or the address not be listened on.
pub async fn run(config: Config) -> Result<ExitCode, Failure> {
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| Failure::new(format!("cannot listen on {}: {error}", config.listen)))?;
    let mut state = AppState::open(config).await?;
    state.communes = Arc::new(Communes::of_config(&state.config)?);
    let stop = stopped()?;
    println!("listening on http://{}", listener.local_addr()?);
    serve(listener, state.clone(), stop).await?;
    state.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Serves until `stop`; also what tests start.
///
/// # Errors
/// None that the library names; it is its signature.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (told, mut heard) = tokio::sync::watch::channel(false);
    let conversions = std::sync::Arc::clone(&state.conversions);
    let tending = tokio::spawn(upload::tend(state.clone()));
    let service = app::router(state).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        tracing::info!("stopping");
        tending.abort();
        conversions.stop();
        told.send_replace(true);
    });
    tokio::select! {
        ended = serving.into_future() => ended,
        () = async {
            // An error means that the sender is gone: then `serving` has ended too.
            let _ = heard.wait_for(|stopping| *stopping).await;
            tokio::time::sleep(GRACE).await;
        } => {
            tracing::warn!("some requests were cut off");
            Ok(())
        }
    }
}

/// Ends when the process is told to stop.
fn stopped() -> std::io::Result<impl Future<Output = ()> + Send> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
