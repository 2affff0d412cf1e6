//! What people do with courses: load, decide, save. One transaction each; what touches the seats of a run passes in turn.
pub(crate) mod courses;
pub(crate) mod runs;
pub(crate) mod seats;

use base::{Date, Instant, StaffId, city_date};
use db::{Db, Tx};
use gate::Actor;
use jobs::Message;
use ledger::Subject;
use programme::{enrol::Became, model::Run, seats::State, store};
use web::Result;

use crate::OFFERED_BY;

/// Who does something, and when.
#[derive(Clone, Copy)]
pub(crate) struct Deed<'a> {
    pub(crate) actor: &'a Actor,
    pub(crate) now: Instant,
}

impl<'a> Deed<'a> {
    pub(crate) fn today(&self) -> Date {
        city_date(self.now)
    }

    fn engine(&self) -> programme::enrol::Deed<'a> {
        programme::enrol::Deed {
            by: Some(&self.actor.staff),
            now: self.now,
        }
    }

    async fn keep(&self, tx: &mut Tx, kind: &str, id: &str) -> Result<()> {
        let entry = self.actor.entry(self.now).about(Subject::new(kind, id));
        Ok(ledger::write(tx, &entry).await?)
    }

    /// Tells everybody but the person who did it what became of their place.
    async fn tell(&self, tx: &mut Tx, told: &[Became]) -> Result<()> {
        tell(tx, told, Some(&self.actor.staff), self.now).await
    }
}

async fn tell(tx: &mut Tx, told: &[Became], but: Option<&StaffId>, now: Instant) -> Result<()> {
    for it in told.iter().filter(|it| Some(&it.staff) != but) {
        let key = match it.state {
            State::Confirmed => "learning-message-confirmed",
            State::Waiting => "learning-message-waiting",
            State::Offered => "learning-message-offered",
            // Of an offer that the person did not answer; whoever answers is not told of it.
            State::Declined if it.until.is_some() => "learning-message-lapsed",
            State::Declined => "learning-message-declined",
            State::Cancelled => "learning-message-cancelled",
            State::Swapped => "learning-message-swapped",
            _ => continue,
        };
        let message = Message::new(&it.staff, "learning", key);
        let message = match it.until {
            Some(day) => message.with_day("day", day),
            None => message,
        };
        jobs::outbox::send(tx, &message, now).await?;
    }
    Ok(())
}

/// Ends the offers whose last day has passed, and offers their seats to the next in line. The server does so every hour, so that
/// no seat stays empty until somebody touches its run.
pub async fn end_offers(db: &Db, now: Instant) -> Result<()> {
    let today = city_date(now);
    let runs = db
        .read(async |tx| store::runs_with_offers_before(tx, OFFERED_BY, today).await)
        .await?;
    for run in runs {
        db.write_alone(&Run::turn(&run), async |tx| {
            let nobody = programme::enrol::Deed { by: None, now };
            let told = programme::enrol::lapse(tx, nobody, &run).await?;
            tell(tx, &told, None, now).await?;
            let who = ledger::Actor::system();
            let entry = ledger::Entry::change(now, who, "learning.end_offers");
            let about = Subject::new("learning_run", run.as_str());
            Result::Ok(ledger::write(tx, &entry.about(about)).await?)
        })
        .await?;
    }
    Ok(())
}
