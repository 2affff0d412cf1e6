//! Files that were checked and wait for the word to be taken over.
use base::{Instant, StaffId};
use db::{Record, Result, Row, Tx, params};

/// A checked file that waits.
pub(crate) struct Waiting {
    pub(crate) file_name: String,
    pub(crate) content: Vec<u8>,
    pub(crate) version: String,
}

impl Record for Waiting {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            file_name: row.get("file_name")?,
            content: row.get("content")?,
            version: row.get("version")?,
        })
    }
}

/// Keeps a checked file in the place of those that the same person has left behind.
pub(crate) async fn keep_waiting(
    tx: &mut Tx,
    staff: &StaffId,
    it: &Waiting,
    now: Instant,
) -> Result<String> {
    forget_waiting(tx, staff).await?;
    let token = base::fresh_id();
    tx.execute(
        "insert into people_imports (token, staff_id, file_name, content, version, checked_at)
         values ($1, $2, $3, $4, $5, $6)",
        params![
            &token,
            staff,
            &it.file_name,
            it.content.as_slice(),
            &it.version,
            now
        ],
    )
    .await?;
    Ok(token)
}

/// The file that this person checked under this token.
pub(crate) async fn waiting(tx: &mut Tx, token: &str, staff: &StaffId) -> Result<Option<Waiting>> {
    tx.optional(
        "select file_name, content, version from people_imports where token = $1 and staff_id = $2",
        params![token, staff],
    )
    .await
}

pub(crate) async fn forget_waiting(tx: &mut Tx, staff: &StaffId) -> Result<()> {
    tx.execute(
        "delete from people_imports where staff_id = $1",
        params![staff],
    )
    .await?;
    Ok(())
}
