use base::{Date, Instant, StaffId};
use db::{Cell, DbError, Record, Result, Row, Tx, instant_text, params};
use jiff::ToSpan;

use crate::{About, Digest, Due, Notice, rules};

/// Older messages are not mailed any more, for instance when mail is first switched on. They stay on the person's page.
const MAILED_WITHIN_HOURS: i64 = 14 * 24;
/// A worker that was killed keeps its digests for so long. Longer than any attempt to send may take.
const LEASE_MINUTES: i64 = 10;

fn oldest(now: Instant) -> Instant {
    now.saturating_sub(MAILED_WITHIN_HOURS.hours())
        .unwrap_or(now)
}

/// Plans a digest for everybody to whom there is something to tell and who has none today. Returns how many.
pub(crate) async fn plan(tx: &mut Tx, day: Date, now: Instant) -> Result<u64> {
    let staff: Vec<StaffId> = tx
        .values(
            "select who.staff from (
                 select to_staff as staff from jobs_messages where not is_settled and sent_at >= $1
                 union select staff from jobs_reminders where next_on <= $2
             ) as who
             where not exists (
                 select 1 from jobs_digests d
                 where d.staff = who.staff and (d.state = 'waiting' or d.day = $2 or d.sent_on = $2)
             ) order by who.staff",
            params![oldest(now), day],
        )
        .await?;
    let (day, now) = (day.to_string(), instant_text(now));
    let ids: Vec<String> = staff.iter().map(|_| base::fresh_id()).collect();
    let rows: Vec<[Cell<'_>; 6]> = staff
        .iter()
        .zip(&ids)
        .map(|(staff, id)| {
            [
                id.as_str().into(),
                staff.as_str().into(),
                day.as_str().into(),
                "waiting".into(),
                0.into(),
                now.as_str().into(),
            ]
        })
        .collect();
    tx.insert_many(
        "jobs_digests",
        &["id", "staff", "day", "state", "attempts", "next_at"],
        rows,
    )
    .await
}

/// A digest in the hands of one worker.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Claimed {
    pub(crate) digest: Digest,
    pub(crate) lease: String,
    /// This attempt, from 1.
    pub(crate) attempt: i64,
}

struct Waiting {
    id: String,
    staff: StaffId,
    attempts: i64,
}
impl Record for Waiting {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            staff: row.get("staff")?,
            attempts: row.get("attempts")?,
        })
    }
}

/// Takes up to `limit` digests whose time has come, with all that there is to tell at this moment.
pub(crate) async fn claim(
    tx: &mut Tx,
    day: Date,
    now: Instant,
    limit: u32,
) -> Result<Vec<Claimed>> {
    let lease = base::fresh_id();
    let until = now.saturating_add(LEASE_MINUTES.minutes()).unwrap_or(now);
    let waiting: Vec<Waiting> = tx
        .all(
            "update jobs_digests set lease = $1, leased_until = $2, attempts = attempts + 1 where id in (
                 select id from jobs_digests
                 where state = 'waiting' and next_at <= $3 and (leased_until is null or leased_until <= $3)
                 order by next_at, id limit $4
             ) returning id, staff, attempts",
            params![&lease, until, now, limit],
        )
        .await?;
    let mut claimed = Vec::with_capacity(waiting.len());
    for it in waiting {
        let digest = Digest {
            notices: notices(tx, &it.staff, now).await?,
            due: due(tx, &it.staff, day).await?,
            id: it.id,
            staff: it.staff,
            day,
        };
        claimed.push(Claimed {
            digest,
            lease: lease.clone(),
            attempt: it.attempts,
        });
    }
    Ok(claimed)
}

async fn notices(tx: &mut Tx, staff: &StaffId, now: Instant) -> Result<Vec<Notice>> {
    tx.all(
        "select id, topic, text_key, args, about_kind, about_id, sent_at from jobs_messages
         where to_staff = $1 and not is_settled and sent_at >= $2 order by sent_at, id",
        params![staff, oldest(now)],
    )
    .await
}

async fn due(tx: &mut Tx, staff: &StaffId, day: Date) -> Result<Vec<Due>> {
    tx.all(
        "select id, topic, about_kind, about_id, due_on from jobs_reminders
         where staff = $1 and next_on <= $2 order by due_on, id",
        params![staff, day],
    )
    .await
}

/// How a digest ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Sent,
    /// The person has no address, or wants no mail.
    Unaddressed,
}

/// Ends a digest: what it told is not told again. `false` when the lease was lost meanwhile.
pub(crate) async fn end(tx: &mut Tx, claimed: &Claimed, ending: Ending) -> Result<bool> {
    let Digest {
        id,
        day,
        notices,
        due,
        ..
    } = &claimed.digest;
    let (state, sent_on) = match ending {
        Ending::Sent => ("sent", Some(*day)),
        Ending::Unaddressed => ("unaddressed", None),
    };
    let changed = tx
        .execute(
            "update jobs_digests set state = $1, sent_on = $2, lease = null, leased_until = null
             where id = $3 and lease = $4",
            params![state, sent_on, id, &claimed.lease],
        )
        .await?;
    if changed == 0 {
        return Ok(false);
    }
    for it in notices {
        tx.execute(
            "update jobs_messages set is_settled = $2 where id = $1",
            params![&it.id, true],
        )
        .await?;
    }
    for it in due {
        let next_on = rules::reminder_days_after(it.due_on, *day);
        // A reminder that was moved to another day meanwhile keeps its own.
        tx.execute(
            "update jobs_reminders set next_on = $3 where id = $1 and due_on = $2",
            params![&it.id, it.due_on, next_on],
        )
        .await?;
    }
    Ok(true)
}

/// Nothing is left to tell: the digest has never been.
pub(crate) async fn forget(tx: &mut Tx, claimed: &Claimed) -> Result<u64> {
    tx.execute(
        "delete from jobs_digests where id = $1 and lease = $2",
        params![&claimed.digest.id, &claimed.lease],
    )
    .await
}

/// Gives a digest back, to be tried again from `next_at` on.
pub(crate) async fn postpone(tx: &mut Tx, claimed: &Claimed, next_at: Instant) -> Result<u64> {
    tx.execute(
        "update jobs_digests set next_at = $1, lease = null, leased_until = null where id = $2 and lease = $3",
        params![next_at, &claimed.digest.id, &claimed.lease],
    )
    .await
}

impl Record for Notice {
    fn read(row: &Row<'_>) -> Result<Self> {
        let args: String = row.get("args")?;
        let about = match (row.get("about_kind")?, row.get("about_id")?) {
            (Some(kind), Some(id)) => Some(About { kind, id }),
            _ => None,
        };
        Ok(Self {
            id: row.get("id")?,
            topic: row.get("topic")?,
            text_key: row.get("text_key")?,
            args: serde_json::from_str(&args).map_err(|_| DbError::Column {
                column: "args".to_owned(),
                expected: "JSON object",
            })?,
            about,
            sent_at: row.get("sent_at")?,
        })
    }
}

impl Record for Due {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            topic: row.get("topic")?,
            about: About {
                kind: row.get("about_kind")?,
                id: row.get("about_id")?,
            },
            due_on: row.get("due_on")?,
        })
    }
}
