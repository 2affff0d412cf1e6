//! Messages to people, sent inside the transaction of what they tell.
use base::{Instant, StaffId};
use db::{Result, Tx, params};

use crate::{Message, Notice};

/// Sends a message: it shows at once on the person's page, and goes into the next digest.
pub async fn send(tx: &mut Tx, message: &Message, now: Instant) -> Result<()> {
    let about = message.about.as_ref();
    let args = serde_json::Value::Object(message.args.clone()).to_string();
    tx.execute(
        "insert into jobs_messages (id, to_staff, topic, text_key, args, about_kind, about_id, sent_at, is_settled)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            base::fresh_id(),
            &message.to_staff,
            &message.topic,
            &message.text_key,
            args,
            about.map(|it| it.kind.as_str()),
            about.map(|it| it.id.as_str()),
            now,
            false,
        ],
    )
    .await?;
    Ok(())
}

/// The person's messages, newest first: at most `limit`, older than the message `before`.
pub async fn messages_to(
    tx: &mut Tx,
    staff: &StaffId,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<Notice>> {
    // No id of ours sorts behind this one.
    const LAST: &str = "g";
    tx.all(
        "select id, topic, text_key, args, about_kind, about_id, sent_at from jobs_messages
         where to_staff = $1 and id < $2 order by id desc limit $3",
        params![staff, before.unwrap_or(LAST), limit],
    )
    .await
}
