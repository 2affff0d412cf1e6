use std::{pin::Pin, time::Duration};

use base::Instant;
use db::{Db, DbError, Tx};

use crate::{
    Digest, Letter, MailError, Mailer, rules,
    store::{self, Claimed, Ending},
};

/// Turns a digest into a mail: looks up the person's address, language and the names of things, and fills in the texts.
pub trait Letters: Send + Sync + 'static {
    /// `None` when the person has no address or wants no mail.
    fn write<'a>(
        &'a self,
        tx: &'a mut Tx,
        digest: &'a Digest,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Letter>, DbError>> + Send + 'a>>;
}

/// What one round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    pub sent: u64,
    pub unaddressed: u64,
    /// Refused by the relay; tried again a day later.
    pub refused: u64,
    /// The relay took nothing; tried again soon.
    pub postponed: u64,
}

/// Digests in hand at one time.
const HANDFUL: u32 = 20;

/// Plans the digests of the day and sends those whose time has come; before 8:30 and on days off it does nothing.
///
/// Any number of workers may do so at once. A mail leaves twice only if a worker is killed between the relay's yes and the
/// commit; both then carry the same message id.
pub async fn run_once(
    db: &Db,
    mailer: &Mailer,
    letters: &impl Letters,
    now: Instant,
) -> Result<Round, DbError> {
    let mut round = Round::default();
    let Some(day) = rules::digest_day(now) else {
        return Ok(round);
    };
    db.write_alone("jobs_digests", async |tx| store::plan(tx, day, now).await)
        .await?;
    loop {
        let claimed = db
            .write(async |tx| store::claim(tx, day, now, HANDFUL).await)
            .await?;
        if claimed.is_empty() {
            return Ok(round);
        }
        let mut handful = claimed.iter();
        while let Some(it) = handful.next() {
            if deliver(db, mailer, letters, it, now, &mut round).await? {
                continue;
            }
            // The relay takes nothing now: the others in hand go back untried, and the round is over.
            for other in handful {
                postpone(db, other, now, rules::pause_after(other.attempt)).await?;
                round.postponed += 1;
            }
            return Ok(round);
        }
    }
}

/// `false` when the relay takes no mail now.
async fn deliver(
    db: &Db,
    mailer: &Mailer,
    letters: &impl Letters,
    claimed: &Claimed,
    now: Instant,
    round: &mut Round,
) -> Result<bool, DbError> {
    let digest = &claimed.digest;
    if digest.notices.is_empty() && digest.due.is_empty() {
        db.write(async |tx| store::forget(tx, claimed).await)
            .await?;
        return Ok(true);
    }
    let letter = db.read(async |tx| letters.write(tx, digest).await).await?;
    let ending = match letter {
        None => Ending::Unaddressed,
        Some(letter) => match mailer.send(&digest.id, &letter).await {
            Ok(()) => Ending::Sent,
            Err(MailError::Refused(code)) => {
                tracing::warn!(
                    digest = digest.id,
                    code,
                    "a mail was refused; it is tried again in a day"
                );
                postpone(db, claimed, now, rules::PAUSE_AFTER_REFUSAL).await?;
                round.refused += 1;
                return Ok(true);
            }
            Err(error) => {
                tracing::warn!(%error, attempt = claimed.attempt, "mail is tried again later");
                postpone(db, claimed, now, rules::pause_after(claimed.attempt)).await?;
                round.postponed += 1;
                return Ok(false);
            }
        },
    };
    let is_ours = db
        .write(async |tx| store::end(tx, claimed, ending).await)
        .await?;
    if !is_ours {
        tracing::error!(digest = digest.id, "a mail left after its lease had ended");
    }
    *match ending {
        Ending::Sent => &mut round.sent,
        Ending::Unaddressed => &mut round.unaddressed,
    } += 1;
    Ok(true)
}

async fn postpone(
    db: &Db,
    claimed: &Claimed,
    now: Instant,
    pause: Duration,
) -> Result<(), DbError> {
    let next_at = now.saturating_add(pause).unwrap_or(now);
    db.write(async |tx| store::postpone(tx, claimed, next_at).await)
        .await?;
    Ok(())
}
