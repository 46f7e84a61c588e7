//! Serving the site until the program is told to stop.

use crate::commands::{CommandError, failed, open_for};
use crate::config::{Config, leptos_options};
use crate::state::{AppState, Web};
use axum::serve::ListenerExt;
use backend::Backend;
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Seconds that requests in work get to end after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);
/// More open files than this are not asked for.
const MOST_FILES: u64 = 65_536;
/// What systems give at least.
const FEW_FILES: u64 = 1024;

/// Opens the store, fills an empty one, serves, and stops on SIGTERM or SIGINT.
pub(crate) async fn serve(config: Config) -> Result<(), CommandError> {
    // First of all: a port in use is the commonest reason not to start.
    let listener = TcpListener::bind(config.site_addr).await;
    let listener = listener.map_err(failed(&format!(
        "SITE_ADDR: cannot listen on {}",
        config.site_addr
    )))?;
    let address = listener.local_addr().map_err(failed("SITE_ADDR"))?;
    let leptos = leptos_options(address)?;
    let public_url = config.public_url.clone().unwrap_or_else(|| reachable(address));
    let backend = open_for(&config, public_url.clone()).await?;
    fill(&backend, &config).await?;
    println!("Serving {public_url} (pages of the office: {public_url}/staf), listening on {address}");

    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn({
        let (backend, stopped) = (backend.clone(), stopped.clone());
        async move { backend.run_outbox(told(stopped)).await }
    });
    tokio::spawn({
        let (backend, stopped) = (backend.clone(), stopped.clone());
        async move { backend.watch_other_servers(told(stopped)).await }
    });
    tokio::spawn({
        let (backend, stopped) = (backend.clone(), stopped.clone());
        async move { backend.run_waiting_lists(told(stopped)).await }
    });
    let web = Web {
        trust_proxy: config.trust_proxy,
        rate_per_minute: config.rate_per_minute,
        logins_per_minute: config.logins_per_minute,
        ..Web::new(public_url)
    };
    // The other half is for everything else.
    let web = Web {
        most_streams: web.most_streams.min(open_files() / 2),
        ..web
    };
    let state = AppState::new(backend, leptos, web);
    tokio::spawn(forget_old_limits(state.clone()));
    let boards = state.boards.clone();
    let service = crate::router(state).into_make_service_with_connect_info::<SocketAddr>();
    // Without it every answer on a kept connection waits 40 ms for an acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY was refused");
        }
    });
    let serving = axum::serve(listener, service).with_graceful_shutdown(told(stopped.clone()));
    let mut serving = tokio::spawn(serving.into_future());
    let signalled = stop_signal().map_err(failed("signals"))?;
    tokio::select! {
        ended = &mut serving => return ended.map_err(failed("server"))?.map_err(failed("server")),
        () = signalled => {}
    }
    println!("Stopping …");
    // Nobody may be listening any more; then there is nobody to tell.
    let _ = stop.send(true);
    // They would go on for ever.
    boards.close();
    let both = async { (serving.await, worker.await) };
    if tokio::time::timeout(GRACE, both).await.is_err() {
        tracing::warn!("requests were still in work after {GRACE:?} and were cut off");
    }
    Ok(())
}

/// Takes as many open files as the system gives, for each open board holds one; says how many that is.
fn open_files() -> usize {
    let got = rlimit::increase_nofile_limit(MOST_FILES).unwrap_or_else(|error| {
        tracing::warn!(%error, "the limit of open files could not be raised");
        FEW_FILES
    });
    usize::try_from(got).unwrap_or(usize::MAX)
}

/// An address a browser on this machine can open: a server that listens everywhere is found on 127.0.0.1.
fn reachable(address: SocketAddr) -> String {
    let port = address.port();
    if address.ip().is_unspecified() {
        format!("http://127.0.0.1:{port}")
    } else {
        format!("http://{address}")
    }
}

async fn fill(backend: &Backend, config: &Config) -> Result<(), CommandError> {
    let logins = if !backend.is_empty().await.map_err(failed("DATABASE_URL"))? {
        println!("The database has data and was left as it is");
        backend.demo_logins().await.map_err(failed("DATABASE_URL"))?
    } else if config.demo {
        println!("Filling the empty database with a demonstration month (DEMO=0 leaves it empty) …");
        backend.seed_demo().await.map_err(failed("demonstration"))?
    } else {
        println!("The database is empty: add an account with `server user add`");
        Vec::new()
    };
    if !logins.is_empty() {
        println!("Demonstration logins (user name, password, role):");
    }
    for login in logins {
        println!(
            "  {:<10} {:<18} {}",
            login.user_name,
            login.password,
            login.role.key()
        );
    }
    Ok(())
}

async fn told(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which says the same.
    let _ = stopped.wait_for(|stop| *stop).await;
}

fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
    })
}

async fn forget_old_limits(state: AppState) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        state.limits.forget_old();
    }
}
