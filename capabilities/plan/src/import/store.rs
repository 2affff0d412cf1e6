//! Where imports are kept until they are adopted.
use base::{Instant, StaffId};
use db::{DbError, Record, Result, Row, Tx, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    adoption::KeptRemark,
    model::{Import, ImportId},
};
use crate::adopted::PlanId;

fn json<T: DeserializeOwned>(row: &Row, column: &str) -> Result<T> {
    let text: String = row.get(column)?;
    parsed(&text, column)
}

fn parsed<T: DeserializeOwned>(text: &str, column: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| DbError::Column {
        column: column.to_owned(),
        expected: "part of an import as JSON",
    })
}

fn text_of(it: &impl Serialize) -> String {
    serde_json::to_string(it).expect("the nouns of an import have only text keys")
}

impl Record for Import {
    fn read(row: &Row) -> Result<Self> {
        let recognised: Option<String> = row.get("recognised")?;
        Ok(Self {
            id: row.get("id")?,
            file_name: row.get("file_name")?,
            digest: row.get("digest")?,
            source: json(row, "source")?,
            answers: json(row, "answers")?,
            recognised: recognised.map(|it| parsed(&it, "recognised")).transpose()?,
            corrections: json(row, "corrected")?,
            version: row.get("version")?,
            sent_by: row.get("sent_by")?,
            sent_at: row.get("sent_at")?,
            adopted_at: row.get("adopted_at")?,
            plan: row.get("plan_id")?,
        })
    }
}

/// What a list shows of an import.
pub(crate) struct ImportLine {
    pub(crate) id: ImportId,
    pub(crate) file_name: String,
    pub(crate) sent_by: StaffId,
    pub(crate) sent_at: Instant,
    pub(crate) adopted_at: Option<Instant>,
    pub(crate) has_question: bool,
}

impl Record for ImportLine {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            file_name: row.get("file_name")?,
            sent_by: row.get("sent_by")?,
            sent_at: row.get("sent_at")?,
            adopted_at: row.get("adopted_at")?,
            has_question: row.get("has_question")?,
        })
    }
}

/// The imports of the last years, the newest first.
pub(crate) async fn imports(tx: &mut Tx) -> Result<Vec<ImportLine>> {
    tx.all(
        "select id, file_name, sent_by, sent_at, adopted_at, (recognised is null) as has_question
         from plan_imports order by sent_at desc, id desc limit 50",
        params![],
    )
    .await
}

pub(crate) async fn import(tx: &mut Tx, id: &ImportId) -> Result<Import> {
    tx.one(
        "select id, file_name, digest, source, answers, recognised, corrected, version, sent_by, sent_at, adopted_at, plan_id
         from plan_imports where id = $1",
        params![id],
    )
    .await
}

/// The import of the same file that waits to be adopted, if somebody sent it already.
pub(crate) async fn waiting_import(tx: &mut Tx, digest: &str) -> Result<Option<ImportId>> {
    let found: Vec<ImportId> = tx
        .values(
            "select id from plan_imports where digest = $1 and adopted_at is null order by sent_at",
            params![digest],
        )
        .await?;
    Ok(found.into_iter().next())
}

pub(crate) async fn add(tx: &mut Tx, it: &Import) -> Result<()> {
    tx.execute(
        "insert into plan_imports
             (id, file_name, digest, source, answers, recognised, corrected, version, sent_by, sent_at, adopted_at, plan_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            &it.id,
            &it.file_name,
            &it.digest,
            text_of(&it.source),
            text_of(&it.answers),
            it.recognised.as_ref().map(text_of),
            text_of(&it.corrections),
            it.version,
            &it.sent_by,
            it.sent_at,
            it.adopted_at,
            it.plan.as_ref().map(PlanId::as_str)
        ],
    )
    .await?;
    Ok(())
}

/// Keeps answers, what was recognised and corrections; says whether the import was still the one that was read, and waiting.
pub(crate) async fn save(tx: &mut Tx, it: &Import) -> Result<bool> {
    let changed = tx
        .execute(
            "update plan_imports set answers = $1, recognised = $2, corrected = $3, version = version + 1
             where id = $4 and version = $5 and adopted_at is null",
            params![
                text_of(&it.answers),
                it.recognised.as_ref().map(text_of),
                text_of(&it.corrections),
                &it.id,
                it.version
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Marks the import as adopted; says whether it still waited.
pub(crate) async fn close(tx: &mut Tx, it: &Import, plan: &PlanId, now: Instant) -> Result<bool> {
    let changed = tx
        .execute(
            "update plan_imports set adopted_at = $1, plan_id = $2, version = version + 1
             where id = $3 and version = $4 and adopted_at is null",
            params![now, plan, &it.id, it.version],
        )
        .await?;
    Ok(changed == 1)
}

/// Throws an import away that was not adopted.
pub(crate) async fn drop_import(tx: &mut Tx, id: &ImportId) -> Result<bool> {
    let gone = tx
        .execute(
            "delete from plan_imports where id = $1 and adopted_at is null",
            params![id],
        )
        .await?;
    Ok(gone == 1)
}

pub(crate) async fn add_remarks(
    tx: &mut Tx,
    plan: &PlanId,
    remarks: &[KeptRemark],
    who: &StaffId,
    now: Instant,
) -> Result<()> {
    for it in remarks {
        let is_answered = it.answer.is_some();
        tx.execute(
            "insert into plan_remarks (id, plan_id, measure_id, text, place, answer, answered_by, answered_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                base::fresh_id(),
                plan,
                it.measure.as_ref().map(|it| it.as_str()),
                &it.text,
                &it.place,
                &it.answer,
                is_answered.then_some(who),
                is_answered.then_some(now)
            ],
        )
        .await?;
    }
    Ok(())
}
