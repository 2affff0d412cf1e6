//! Whom changes of people or organisation have touched, so that others compute anew no more than they must.
use base::StaffId;
use db::{Result, Tx};

use crate::store;

/// Whose record, posts or surroundings are no longer what they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// Units changed, or more people than are told one by one, or nobody knows any longer.
    Everybody,
    /// These, each once, by id; nobody else. Those who are new are among them, and those who now leave.
    People(Vec<StaffId>),
}

impl Changed {
    /// More people than this are not told one by one: computing everything anew is as quick.
    pub(crate) const MOST: usize = 5_000;
    /// So many changes are remembered. Whoever asks for what came since an older one computes everything anew.
    pub(crate) const REMEMBERED: i64 = 50;
}

/// Whom the changes touched that came after the one that gave this word of [`version`](crate::version).
///
/// Only the latest changes are remembered: of an older word, or one of another database, the answer is everybody. That a day has
/// come, on which somebody is hired, moves or leaves as was known before, is no change.
pub async fn staff_changed(tx: &mut Tx, since_version: &str) -> Result<Changed> {
    let now = store::version(tx).await?;
    let (Some(since), Some(_)) = (
        store::sequence_of(tx, since_version).await?,
        store::sequence_of(tx, &now).await?,
    ) else {
        return Ok(Changed::Everybody);
    };
    if store::is_everybody_changed(tx, since).await? {
        return Ok(Changed::Everybody);
    }
    Ok(Changed::People(store::people_changed(tx, since).await?))
}
