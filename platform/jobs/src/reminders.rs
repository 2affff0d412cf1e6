use base::{Date, StaffId};
use db::{Result, Tx, params};

use crate::{About, rules};

/// Asks somebody to do something by `due_on`. Asked again with the same topic and record, it moves the day.
pub async fn remind(
    tx: &mut Tx,
    staff: &StaffId,
    topic: &str,
    about: &About,
    due_on: Date,
) -> Result<()> {
    tx.execute(
        "insert into jobs_reminders (id, staff, topic, about_kind, about_id, due_on, next_on)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (staff, topic, about_kind, about_id) do update
         set next_on = case when jobs_reminders.due_on = excluded.due_on then jobs_reminders.next_on else excluded.next_on end,
             due_on = excluded.due_on",
        params![
            base::fresh_id(),
            staff,
            topic,
            &about.kind,
            &about.id,
            due_on,
            rules::first_reminder_on(due_on),
        ],
    )
    .await?;
    Ok(())
}

/// The task is done, for everybody: no reminder of it, and no message about it that has not left yet, is mailed any more.
///
/// Messages stay on the person's page. To tell of the outcome by mail, send that message after this.
pub async fn done(tx: &mut Tx, about: &About) -> Result<()> {
    tx.execute(
        "delete from jobs_reminders where about_kind = $1 and about_id = $2",
        params![&about.kind, &about.id],
    )
    .await?;
    tx.execute(
        "update jobs_messages set is_settled = $3 where about_kind = $1 and about_id = $2 and not is_settled",
        params![&about.kind, &about.id, true],
    )
    .await?;
    Ok(())
}

/// One person's part of the task is done; others are still asked.
pub async fn done_by(tx: &mut Tx, staff: &StaffId, about: &About) -> Result<()> {
    tx.execute(
        "delete from jobs_reminders where staff = $1 and about_kind = $2 and about_id = $3",
        params![staff, &about.kind, &about.id],
    )
    .await?;
    tx.execute(
        "update jobs_messages set is_settled = $4
         where to_staff = $1 and about_kind = $2 and about_id = $3 and not is_settled",
        params![staff, &about.kind, &about.id, true],
    )
    .await?;
    Ok(())
}
