use std::pin::Pin;

use base::{Date, Instant, StaffId};
use db::{Db, DbError, Tx};

use crate::{About, Digest, Letter, Letters, MIGRATIONS, Message, done, outbox, remind};

pub(super) async fn town() -> Db {
    let db = Db::scratch().await.unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    db
}

/// A moment of the city, such as `2026-04-01T08:30`.
pub(super) fn at(text: &str) -> Instant {
    format!("{text}:00+09:00").parse().unwrap()
}

pub(super) fn staff(name: &str) -> StaffId {
    StaffId(name.to_owned())
}

pub(super) fn measure() -> About {
    About::new("measure", "1-1-1")
}

pub(super) async fn tell(db: &Db, name: &str, now: Instant) {
    let message = Message::new(&staff(name), "plan", "plan-check-returned")
        .about(measure())
        .with_count("remarks", 2);
    db.write(async |tx| outbox::send(tx, &message, now).await)
        .await
        .unwrap();
}

pub(super) async fn ask(db: &Db, name: &str, due_on: Date) {
    db.write(async |tx| remind(tx, &staff(name), "plan", &measure(), due_on).await)
        .await
        .unwrap();
}

pub(super) async fn finish(db: &Db) {
    db.write(async |tx| done(tx, &measure()).await)
        .await
        .unwrap();
}

/// Letters that count: `3 1` for three messages and one task. Nobody knows where Jiro lives.
pub(super) struct Plain;

impl Letters for Plain {
    fn write<'a>(
        &'a self,
        _: &'a mut Tx,
        digest: &'a Digest,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Letter>, DbError>> + Send + 'a>> {
        Box::pin(async move {
            if digest.staff == staff("jiro") {
                return Ok(None);
            }
            Ok(Some(Letter {
                to: format!("{}@shiomi.example", digest.staff),
                subject: "やること".to_owned(),
                body: format!("{} {}", digest.notices.len(), digest.due.len()),
            }))
        })
    }
}
