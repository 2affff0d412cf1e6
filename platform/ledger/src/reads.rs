use std::time::Duration;

use db::Db;
use tokio::sync::{mpsc, oneshot};

use crate::{Entry, store};

/// Entries of looks that wait for their transaction at one time; further ones wait for a place.
const WAITING: usize = 1024;
/// How long looks that come at once wait for one another.
const GATHERING: Duration = Duration::from_millis(2);

/// Records looks: all that wait share one transaction, so that a thousand looks a second cost some hundred commits.
#[derive(Clone)]
pub struct Reads {
    line: mpsc::Sender<Waiting>,
}

struct Waiting {
    entry: Entry,
    answer: oneshot::Sender<bool>,
}

/// The look could not be recorded; whatever was looked at must not be shown. The cause is in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the look could not be entered into the ledger")]
pub struct Unrecorded;

impl Reads {
    /// Starts the task that writes; it ends with the last clone.
    pub fn start(db: Db) -> Self {
        let (line, queue) = mpsc::channel(WAITING);
        tokio::spawn(write_together(db, queue));
        Self { line }
    }

    /// Returns once the entry is on the disk.
    pub async fn record(&self, entry: Entry) -> Result<(), Unrecorded> {
        let (answer, wait) = oneshot::channel();
        self.line
            .send(Waiting { entry, answer })
            .await
            .map_err(|_| Unrecorded)?;
        match wait.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(Unrecorded),
        }
    }
}

/// While one transaction is on its way to the disk, the next looks gather. Where several came at once, they wait [`GATHERING`]
/// for more: each commit makes every reader look afresh at what it had at hand. Whoever looks alone waits for nobody.
async fn write_together(db: Db, mut queue: mpsc::Receiver<Waiting>) {
    while let Some(first) = queue.recv().await {
        let mut waiting = vec![first];
        if !queue.is_empty() {
            tokio::time::sleep(GATHERING).await;
            queue.recv_many(&mut waiting, WAITING).await;
        }
        let (entries, answers): (Vec<Entry>, Vec<_>) =
            waiting.into_iter().map(|it| (it.entry, it.answer)).unzip();
        let outcome = db
            .write(async |tx| store::write_all(tx, &entries).await)
            .await;
        if let Err(error) = &outcome {
            tracing::error!(%error, count = entries.len(), "looks were not recorded");
        }
        for answer in answers {
            // Whoever asked may have gone away; the entry stands.
            let _ = answer.send(outcome.is_ok());
        }
    }
}
