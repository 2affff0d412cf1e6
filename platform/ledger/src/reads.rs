//! The entries of those who only look. Many readers at once share one transaction, and each waits for its commit.
use db::{Db, DbError};
use tokio::sync::{mpsc, oneshot};

use crate::{Entry, store};

/// So many entries at most go into one transaction.
const BATCH: usize = 256;

/// Records reads. Cheap to clone.
#[derive(Clone)]
pub struct Reads {
    queue: mpsc::Sender<(Entry, oneshot::Sender<bool>)>,
}

impl Reads {
    /// Starts the task that writes. It ends when the last handle is dropped.
    pub fn start(db: Db) -> Self {
        let (queue, mut waiting) = mpsc::channel::<(Entry, oneshot::Sender<bool>)>(4 * BATCH);
        tokio::spawn(async move {
            let mut batch = Vec::with_capacity(BATCH);
            while waiting.recv_many(&mut batch, BATCH).await > 0 {
                let (entries, readers): (Vec<_>, Vec<_>) = batch.drain(..).unzip();
                let written = db.write(async |tx| store::write_all(tx, &entries).await).await;
                if let Err(cause) = &written {
                    tracing::error!(%cause, "reads could not be recorded");
                }
                for reader in readers {
                    // A reader that has gone away needs no answer.
                    let _ = reader.send(written.is_ok());
                }
            }
        });
        Self { queue }
    }

    /// Returns once the entry is on disk. No entry, no answer: on an error the caller shows nothing.
    pub async fn record(&self, entry: Entry) -> db::Result<()> {
        let (done, wait) = oneshot::channel();
        let is_queued = self.queue.send((entry, done)).await.is_ok();
        if is_queued && wait.await.unwrap_or(false) { Ok(()) } else { Err(DbError::Conflict) }
    }
}
