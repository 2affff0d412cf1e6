use std::time::Duration;

use base::Instant;
use db::Db;
use tokio::task::JoinHandle;

use crate::{Letters, Mailer, run_once};

/// Sends digests in the background until it is dropped. Without a relay in the settings, none is started: messages and
/// reminders then show on people's pages only.
pub struct Worker(JoinHandle<()>);

impl Worker {
    /// Looks every minute whether there is something to send; `clock` tells the time.
    pub fn start(
        db: Db,
        mailer: Mailer,
        letters: impl Letters,
        clock: impl Fn() -> Instant + Send + Sync + 'static,
    ) -> Self {
        const EVERY: Duration = Duration::from_secs(60);
        Self(tokio::spawn(async move {
            loop {
                match run_once(&db, &mailer, &letters, clock()).await {
                    Ok(round) if 0 < round.sent => {
                        tracing::info!(sent = round.sent, "digests were sent")
                    }
                    Ok(_) => {}
                    Err(error) => {
                        tracing::error!(%error, "digests could not be sent; they are tried again")
                    }
                }
                tokio::time::sleep(EVERY).await;
            }
        }))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.abort();
    }
}
