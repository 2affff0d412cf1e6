//! A measure as a whole: its plan, owners, text, study, remarks and revisions.
use base::{Date, FiscalYear, FiscalYears, Instant, StaffId};
use db::{DbError, Record, Result, Row, Sql, Tx, params};
use gate::Scope;

use crate::{
    adopted::{Line, Listing, ListingId, Measure, MeasureId, Owner, PlanId, Standing},
    carry::model::{
        Answer, Carried, CheckedYear, Placed, Published, Remark, RemarkId, Revision, StudyStep,
        StudyStepId, YearState,
    },
};

/// A measure, its plan, and one of the years whose check was opened.
struct MeasureRow {
    plan: PlanId,
    period: FiscalYears,
    measure: Measure,
    checked: Option<CheckedYear>,
}

impl Record for MeasureRow {
    fn read(row: &Row) -> Result<Self> {
        let period = FiscalYears::new(row.get("first_year")?, row.get("last_year")?).ok_or(
            DbError::Column {
                column: "last_year".into(),
                expected: "a year that is not before the first",
            },
        )?;
        let year: Option<FiscalYear> = row.get("checked_year")?;
        let checked = match year {
            Some(year) => Some(checked_year(row, year)?),
            None => None,
        };
        let measure = Measure {
            id: row.get("id")?,
            key: row.get("key")?,
            name: row.get("name")?,
            is_study: row.get("is_study")?,
            owners: Vec::new(),
        };
        Ok(Self {
            plan: row.get("plan_id")?,
            period,
            measure,
            checked,
        })
    }
}

fn checked_year(row: &Row, year: FiscalYear) -> Result<CheckedYear> {
    let frozen_at: Option<Instant> = row.get("frozen_at")?;
    let published_at: Option<Instant> = row.get("published_at")?;
    let has_result: bool = row.get::<Option<String>>("progress")?.is_some();
    let published = match (published_at, has_result) {
        (Some(_), true) => Some(Published {
            standing: Standing {
                progress: row.get("progress")?,
                achievement: row.get("achievement")?,
            },
            done: row.get("done_text")?,
            learned: row.get("learned_text")?,
            next: row.get("next_text")?,
        }),
        _ => None,
    };
    let state = if frozen_at.is_some() {
        YearState::Frozen
    } else {
        YearState::Opened
    };
    Ok(CheckedYear {
        year,
        state,
        published,
    })
}

struct OwnerOfMine(Owner, bool);

impl Record for OwnerOfMine {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self(Owner::read(row)?, row.get("is_mine")?))
    }
}

/// A measure with its plan, its years and all its owners, each with whether the scope reaches it today. Two statements.
pub(in crate::carry) async fn carried(
    tx: &mut Tx,
    id: &MeasureId,
    scope: &Scope,
    today: Date,
) -> Result<Carried> {
    let rows: Vec<MeasureRow> = tx
        .all(
            "select m.id, m.key, m.name, m.is_study, m.plan_id, p.first_year, p.last_year,
                    c.year as checked_year, c.frozen_at, e.published_at,
                    r.progress, r.achievement, r.done_text, r.learned_text, r.next_text
             from plan_measures m
             join plan_plans p on p.id = m.plan_id
             left join plan_cycles c on c.plan_id = m.plan_id
             left join plan_editions e on e.plan_id = m.plan_id and e.year = c.year
             left join plan_results r on r.measure_id = m.id and r.year = c.year
             where m.id = $1 order by c.year",
            params![id],
        )
        .await?;
    let is_mine = scope.restrict(
        Sql::new("case when 1 = 1"),
        Some("o.unit_code"),
        None,
        today,
    );
    let owners = Sql::new("select o.id, o.mark, o.name, o.unit_code, o.starts_on, o.ends_on, ")
        .append(is_mine)
        .push(" then true else false end as is_mine from plan_owners o where o.measure_id = ")
        .bind(id)
        .push(" order by o.position, o.starts_on");
    let owners: Vec<OwnerOfMine> = tx.all_of(owners).await?;
    let mut rows = rows.into_iter();
    let MeasureRow {
        plan,
        period,
        mut measure,
        checked,
    } = rows.next().ok_or(DbError::NotFound)?;
    let checked = checked
        .into_iter()
        .chain(rows.filter_map(|it| it.checked))
        .collect();
    let (owners, is_mine) = owners.into_iter().map(|it| (it.0, it.1)).unzip();
    measure.owners = owners;
    Ok(Carried {
        plan,
        period,
        measure,
        is_mine,
        checked,
    })
}

/// A listing with its place, and one of its lines.
struct PlacedRow(Placed, Option<(bool, Line)>);

impl Record for PlacedRow {
    fn read(row: &Row) -> Result<Self> {
        let listing = Listing {
            id: row.get("id")?,
            measure: row.get("measure_id")?,
            key: row.get("key")?,
            name: row.get("name")?,
            is_repeat: row.get("is_repeat")?,
            purposes: Vec::new(),
            contents: Vec::new(),
        };
        let kind: Option<String> = row.get("kind")?;
        let line = match kind {
            Some(kind) => {
                let line = Line {
                    id: row.get("line_id")?,
                    text: row.get("text")?,
                    is_study: row.get("line_is_study")?,
                };
                Some((kind == crate::adopted::LineKind::Purpose.word(), line))
            }
            None => None,
        };
        Ok(Self(
            Placed {
                field: row.get("field")?,
                direction: row.get("direction")?,
                listing,
            },
            line,
        ))
    }
}

const PLACED: &str =
    "select l.id, l.measure_id, l.key, l.name, l.is_repeat, d.name as direction, f.name as field,
        i.id as line_id, i.kind, i.text, i.is_study as line_is_study
    from plan_listings l
    join plan_directions d on d.id = l.direction_id
    join plan_fields f on f.id = d.field_id
    left join plan_lines i on i.listing_id = l.id";

fn gathered(rows: Vec<PlacedRow>) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::new();
    for PlacedRow(row, line) in rows {
        if placed
            .last()
            .is_none_or(|it| it.listing.id != row.listing.id)
        {
            placed.push(row);
        }
        if let (Some(last), Some((is_purpose, line))) = (placed.last_mut(), line) {
            if is_purpose {
                last.listing.purposes.push(line);
            } else {
                last.listing.contents.push(line);
            }
        }
    }
    placed
}

/// All listings of a measure with their text, the first before its repeats.
pub(in crate::carry) async fn placed(tx: &mut Tx, measure: &MeasureId) -> Result<Vec<Placed>> {
    let sql =
        format!("{PLACED} where l.measure_id = $1 order by l.is_repeat, l.key, l.id, i.position");
    Ok(gathered(tx.all(&sql, params![measure]).await?))
}

/// One listing with its text.
pub(in crate::carry) async fn listing(tx: &mut Tx, id: &ListingId) -> Result<Placed> {
    let sql = format!("{PLACED} where l.id = $1 order by i.position");
    gathered(tx.all(&sql, params![id]).await?)
        .pop()
        .ok_or(DbError::NotFound)
}

impl Record for StudyStep {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            stage: row.get("stage")?,
            text: row.get("text")?,
            decided_on: row.get("decided_on")?,
        })
    }
}

/// The steps of a study, in the order in which they were taken: the ids are in order of time.
pub(in crate::carry) async fn study_steps(
    tx: &mut Tx,
    measure: &MeasureId,
) -> Result<Vec<StudyStep>> {
    tx.all(
        "select stage, text, decided_on from plan_study_steps where measure_id = $1
         order by decided_on, case stage when 'question' then 1 when 'options' then 2 else 3 end, id",
        params![measure],
    )
    .await
}

pub(in crate::carry) async fn measure_of_study_step(
    tx: &mut Tx,
    id: &StudyStepId,
) -> Result<Option<(MeasureId, StudyStep)>> {
    struct Line(MeasureId, StudyStep);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.get("measure_id")?, StudyStep::read(row)?))
        }
    }
    let found: Option<Line> = tx
        .optional(
            "select measure_id, stage, text, decided_on from plan_study_steps where id = $1",
            params![id],
        )
        .await?;
    Ok(found.map(|it| (it.0, it.1)))
}

impl Record for Remark {
    fn read(row: &Row) -> Result<Self> {
        let answer: Option<String> = row.get("answer")?;
        let by: Option<StaffId> = row.get("answered_by")?;
        let at: Option<Instant> = row.get("answered_at")?;
        let answer = match (answer, by, at) {
            (Some(text), Some(by), Some(at)) => Some(Answer { text, by, at }),
            _ => None,
        };
        Ok(Self {
            id: row.get("id")?,
            measure: row.get("measure_id")?,
            text: row.get("text")?,
            place: row.get("place")?,
            entered_by: row.get("entered_by")?,
            entered_at: row.get("entered_at")?,
            answer,
        })
    }
}

const REMARK: &str = "select id, measure_id, text, place, entered_by, entered_at, answer, answered_by, answered_at from plan_remarks";

/// The remarks on a measure, oldest first.
pub(in crate::carry) async fn remarks(tx: &mut Tx, measure: &MeasureId) -> Result<Vec<Remark>> {
    tx.all(
        &format!("{REMARK} where measure_id = $1 order by id"),
        params![measure],
    )
    .await
}

pub(in crate::carry) async fn remark(tx: &mut Tx, id: &RemarkId) -> Result<Option<Remark>> {
    tx.optional(&format!("{REMARK} where id = $1"), params![id])
        .await
}

/// A remark with its measure; `NotFound` for one on the plan as a whole, which is answered where the plan is imported.
pub(in crate::carry) async fn measure_of_remark(
    tx: &mut Tx,
    id: &RemarkId,
) -> Result<(MeasureId, Remark)> {
    let remark = remark(tx, id).await?.ok_or(DbError::NotFound)?;
    let measure = remark.measure.clone().ok_or(DbError::NotFound)?;
    Ok((measure, remark))
}

impl Record for Revision {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            year: row.get("year")?,
            subject: row.get("subject")?,
            before: row.get("before")?,
            after: row.get("after")?,
            reason: row.get("reason")?,
            at: row.get("at")?,
        })
    }
}

/// Every revision of a measure, the newest first.
pub(in crate::carry) async fn revisions(tx: &mut Tx, measure: &MeasureId) -> Result<Vec<Revision>> {
    tx.all(
        "select year, subject, before, after, reason, at from plan_revisions where measure_id = $1 order by at desc, id desc",
        params![measure],
    )
    .await
}

/// The measure of the plan of a year that is listed under a key; a repeat leads to the measure that it repeats.
pub(in crate::carry) async fn measure_of_key(
    tx: &mut Tx,
    year: FiscalYear,
    key: &str,
) -> Result<Option<MeasureId>> {
    struct Line(MeasureId);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.get("measure_id")?))
        }
    }
    let found: Option<Line> = tx
        .optional(
            "select l.measure_id from plan_listings l
             join plan_measures m on m.id = l.measure_id join plan_plans p on p.id = m.plan_id
             where l.key = $1 and p.first_year <= $2 and $2 <= p.last_year",
            params![key, year],
        )
        .await?;
    Ok(found.map(|it| it.0))
}
