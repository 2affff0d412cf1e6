//! The listening loop: takes connections, ends them in good order, and keeps the background at work meanwhile.
use std::{
    future::{Future, IntoFuture},
    net::SocketAddr,
    pin::pin,
    time::Duration,
};

use axum::{Router, http::StatusCode, serve::ListenerExt};
use gate::App;
use tokio::{net::TcpListener, sync::oneshot};
use tower_http::timeout::TimeoutLayer;
use web::Text;

use crate::{
    capabilities,
    trouble::{Exit, Result, Trouble},
};

/// Nothing takes longer than this to be asked and answered; whoever sends a form slower is cut off.
const LONGEST_REQUEST: Duration = Duration::from_secs(120);
/// How long requests may go on after the order to stop.
const GRACE: Duration = Duration::from_secs(20);
/// How long an entry of the ledger may wait for its seal.
const SEAL_EVERY: Duration = Duration::from_secs(2);
/// How often old sessions are swept away.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);

/// Opens the door, so that its address is known before anybody is let in.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|cause| {
        let text = Text::new("app-cannot-listen").with("address", address.to_string());
        Trouble {
            exit: Exit::Usage,
            text,
            cause: Some(cause.to_string()),
        }
    })
}

/// Answers until `stop` comes, then finishes what has begun.
pub(crate) async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> Result<()> {
    let sealer = ledger::Sealer::start(app.db.clone(), SEAL_EVERY);
    let sweeper = tokio::spawn(sweep_now_and_then(app.clone()));
    let router = router(&app).into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.tap_io(|stream| {
        // Answers leave in one piece; waiting for more would only make them late.
        let _ = stream.set_nodelay(true);
    });
    let (finish, finishing) = oneshot::channel::<()>();
    let serving = axum::serve(listener, router).with_graceful_shutdown(async {
        let _ = finishing.await;
    });
    let mut serving = pin!(serving.into_future());
    let outcome = tokio::select! {
        outcome = &mut serving => outcome,
        () = stop => {
            let _ = finish.send(());
            // Browsers that hold a connection open do not hold up the end.
            tokio::time::timeout(GRACE, serving).await.unwrap_or(Ok(()))
        }
    };
    drop(sealer);
    sweeper.abort();
    ledger::seal_now(&app.db).await?;
    outcome.map_err(|cause| Trouble::fault(Text::new("app-fault"), cause))
}

/// Throws sessions, tries and codes away that let nobody in any more.
async fn sweep_now_and_then(app: App) {
    loop {
        tokio::time::sleep(SWEEP_EVERY).await;
        let now = app.now();
        if let Err(error) = app.db.write(async |tx| gate::sweep(tx, now).await).await {
            tracing::error!(%error, "old sessions were not swept away; it is tried again");
        }
        if let Err(error) = learning::end_offers(&app.db, now).await {
            tracing::error!(%error, "offers that are over were not ended; it is tried again");
        }
    }
}

fn router(app: &App) -> Router {
    gate::router(app, capabilities::ALL).layer(TimeoutLayer::with_status_code(
        StatusCode::REQUEST_TIMEOUT,
        LONGEST_REQUEST,
    ))
}

/// Comes with Ctrl-C or the order to end. Listens from this call on, so that an order given as soon as the address is known
/// still ends the service in good order.
pub(crate) fn asked_to_stop() -> Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let hear = |kind| signal(kind).map_err(|it| Trouble::fault(Text::new("app-fault"), it));
        let mut interrupt = hear(SignalKind::interrupt())?;
        let mut terminate = hear(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
