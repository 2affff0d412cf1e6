//! 履歴: what people have completed.
use base::{Date, FiscalYear, StaffId};
use db::{Record, Result, Row, Tx, params};

db::words! {
    /// Who says that it was completed.
    Source, "programme-source-" {
        /// The program itself: a run was closed.
        Run = "run",
        /// The system that was used before.
        Imported = "imported",
        /// The person alone; nobody has verified it.
        Declared = "declared",
    }
}

/// Something that somebody has completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    pub staff: StaffId,
    pub course_code: String,
    /// As the course was called then.
    pub title: String,
    pub completed_on: Date,
    /// The first fiscal year in which it no longer counts; `None` is for good.
    pub valid_before: Option<FiscalYear>,
    pub minutes: Option<i64>,
    pub source: Source,
    /// The run, or the number in the system it came from. Once for each person, course and source.
    pub reference: String,
}

/// By place.
impl Record for Completion {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            staff: row.at(0)?,
            course_code: row.at(1)?,
            title: row.at(2)?,
            completed_on: row.at(3)?,
            valid_before: row.at(4)?,
            minutes: row.at(5)?,
            source: row.at(6)?,
            reference: row.at(7)?,
        })
    }
}

/// Writes a completion. `false` when it is known.
pub async fn add_completion(tx: &mut Tx, it: &Completion) -> Result<bool> {
    let added = tx
        .execute(
            "insert into programme_completions
                 (id, staff_id, course_code, title, completed_on, valid_before_year, minutes, source, reference)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
            params![
                base::fresh_id(),
                &it.staff,
                &it.course_code,
                &it.title,
                it.completed_on,
                it.valid_before,
                it.minutes,
                it.source,
                &it.reference
            ],
        )
        .await?;
    Ok(added == 1)
}

/// What a person has completed, the newest first.
pub async fn completions_of(tx: &mut Tx, staff: &StaffId) -> Result<Vec<Completion>> {
    tx.all(
        "select staff_id, course_code, title, completed_on, valid_before_year, minutes, source, reference
         from programme_completions where staff_id = $1 order by completed_on desc, course_code, reference",
        params![staff],
    )
    .await
}
