//! What people do with courses: load, decide, save. One transaction each; what touches the seats of a run passes in turn.
pub(crate) mod courses;
pub(crate) mod runs;
pub(crate) mod seats;

use base::{Date, Instant, city_date};
use db::Tx;
use gate::Actor;
use jobs::Message;
use ledger::Subject;
use programme::{enrol::Became, seats::State};
use web::Result;

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
        for it in told.iter().filter(|it| it.staff != self.actor.staff) {
            let key = match it.state {
                State::Confirmed => "learning-message-confirmed",
                State::Waiting => "learning-message-waiting",
                State::Offered => "learning-message-offered",
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
            jobs::outbox::send(tx, &message, self.now).await?;
        }
        Ok(())
    }
}
