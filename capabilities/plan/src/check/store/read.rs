//! What is read: always through the scope of whoever asks.
use std::collections::HashMap;

use base::{Date, FiscalYear, Instant, StaffId, UnitCode};
use db::{Record, Result, Row, Sql, Tx, params};
use gate::{Scope, below};

use crate::{
    adopted::{MeasureId, Standing},
    check::model::{
        Answered, Check, CheckId, Consultation, ConsultationId, Cycle, KeptOutcome, Outcome, State,
        Step, Words,
    },
};

/// The unit that answers for a check.
const UNIT: &str = "coalesce(c.unit_code, o.unit_code)";
const CHECK: &str = "select c.id, c.measure_id, c.year, c.owner_id, o.name as owner_name,
        coalesce(c.unit_code, o.unit_code) as unit_code, c.state, c.progress, c.achievement, c.done_text, c.learned_text,
        c.next_text, c.version, m.key, m.name
    from plan_checks c join plan_owners o on o.id = c.owner_id join plan_measures m on m.id = c.measure_id";
const CYCLE: &str =
    "select plan_id, year, opened_at, draft_due_on, review_due_on, frozen_at from plan_cycles";
const CONSULTATION: &str =
    "select q.id, q.measure_id, q.year, q.unit_code, q.question, q.asked_by, q.asked_at, q.due_on,
        q.answer, q.answered_by, q.answered_at, q.withdrawn_at from plan_consultations q";

impl Record for Words {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            progress: row.get("progress")?,
            achievement: row.get("achievement")?,
            done: row.get("done_text")?,
            learned: row.get("learned_text")?,
            next: row.get("next_text")?,
        })
    }
}

impl Record for Cycle {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            plan: row.get("plan_id")?,
            year: row.get("year")?,
            opened_at: row.get("opened_at")?,
            draft_due_on: row.get("draft_due_on")?,
            review_due_on: row.get("review_due_on")?,
            frozen_at: row.get("frozen_at")?,
        })
    }
}

impl Record for Check {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            measure: row.get("measure_id")?,
            year: row.get("year")?,
            owner: row.get("owner_id")?,
            owner_name: row.get("owner_name")?,
            unit: row.get("unit_code")?,
            state: row.get("state")?,
            words: Words::read(row)?,
            version: row.get("version")?,
        })
    }
}

/// A check with the measure it is about, for lists.
#[derive(Debug, Clone)]
pub(crate) struct ListedCheck {
    pub(crate) check: Check,
    pub(crate) measure_key: String,
    pub(crate) measure_name: String,
}

impl Record for ListedCheck {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            check: Check::read(row)?,
            measure_key: row.get("key")?,
            measure_name: row.get("name")?,
        })
    }
}

impl Record for Step {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            at: row.get("at")?,
            by: row.get("by_staff")?,
            in_place_of: row.get("in_place_of")?,
            from: row.get("from_state")?,
            to: row.get("to_state")?,
            reason: row.get("reason")?,
            words: Words::read(row)?,
        })
    }
}

impl Record for Outcome {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            standing: Standing {
                progress: row.get("progress")?,
                achievement: row.get("achievement")?,
            },
            done: row.get("done_text")?,
            learned: row.get("learned_text")?,
            next: row.get("next_text")?,
            reason: row.get("reason")?,
        })
    }
}

impl Record for KeptOutcome {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            outcome: Outcome::read(row)?,
            based_on: row.get("based_on")?,
            version: row.get("version")?,
        })
    }
}

/// What an outcome once said, who wrote it and when.
pub(crate) struct OutcomeStep {
    pub(crate) at: Instant,
    pub(crate) by: StaffId,
    pub(crate) outcome: Outcome,
}

impl Record for OutcomeStep {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            at: row.get("at")?,
            by: row.get("by_staff")?,
            outcome: Outcome::read(row)?,
        })
    }
}

impl Record for Consultation {
    fn read(row: &Row) -> Result<Self> {
        let text: Option<String> = row.get("answer")?;
        let answer = match text {
            Some(text) => Some(Answered {
                text,
                by: row.get("answered_by")?,
                at: row.get("answered_at")?,
            }),
            None => None,
        };
        Ok(Self {
            id: row.get("id")?,
            measure: row.get("measure_id")?,
            year: row.get("year")?,
            unit: row.get("unit_code")?,
            question: row.get("question")?,
            asked_by: row.get("asked_by")?,
            asked_at: row.get("asked_at")?,
            due_on: row.get("due_on")?,
            answer,
            withdrawn_at: row.get("withdrawn_at")?,
        })
    }
}

/// All years that were opened, the newest first.
pub async fn cycles(tx: &mut Tx) -> Result<Vec<Cycle>> {
    tx.all(&format!("{CYCLE} order by year desc"), params![])
        .await
}

/// The check of a year; no two plans share one.
pub async fn cycle(tx: &mut Tx, year: FiscalYear) -> Result<Option<Cycle>> {
    tx.optional(&format!("{CYCLE} where year = $1"), params![year])
        .await
}

/// One check, if the scope reaches it; else `NotFound`.
pub(crate) async fn check_in_scope(
    tx: &mut Tx,
    id: &CheckId,
    scope: &Scope,
    today: Date,
) -> Result<ListedCheck> {
    let sql = Sql::new(CHECK).push(" where c.id = ").bind(id);
    tx.one_of(scope.restrict(sql, Some(UNIT), None, today))
        .await
}

/// The checks of a year that the scope reaches, in the order of the plan.
pub(crate) async fn checks_in_scope(
    tx: &mut Tx,
    year: FiscalYear,
    scope: &Scope,
    today: Date,
) -> Result<Vec<ListedCheck>> {
    let sql = scope.restrict(
        Sql::new(CHECK).push(" where c.year = ").bind(year),
        Some(UNIT),
        None,
        today,
    );
    let mut found: Vec<ListedCheck> = tx
        .all_of(sql.push(" order by o.position, o.starts_on"))
        .await?;
    found.sort_by_cached_key(|it| key_order(&it.measure_key));
    Ok(found)
}

/// All checks of a year, in the order of the plan: for those who see the whole city.
pub(crate) async fn checks_of_year(tx: &mut Tx, year: FiscalYear) -> Result<Vec<ListedCheck>> {
    checks_in_scope(tx, year, &Scope::CITY, Date::MIN).await
}

/// What the owners say of a measure in a year, in the order of the paper.
pub async fn checks_of_measure(
    tx: &mut Tx,
    measure: &MeasureId,
    year: FiscalYear,
) -> Result<Vec<Check>> {
    tx.all(
        &format!(
            "{CHECK} where c.measure_id = $1 and c.year = $2 order by o.position, o.starts_on"
        ),
        params![measure, year],
    )
    .await
}

/// `1-2-10` behind `1-2-9`.
fn key_order(key: &str) -> Vec<u32> {
    key.split('-')
        .map(|it| it.parse().unwrap_or(u32::MAX))
        .collect()
}

/// What happened to a check, oldest first.
pub(crate) async fn steps(tx: &mut Tx, id: &CheckId) -> Result<Vec<Step>> {
    tx.all(
        "select at, by_staff, in_place_of, from_state, to_state, reason, progress, achievement, done_text, learned_text, next_text
         from plan_check_steps where check_id = $1 order by id",
        params![id],
    )
    .await
}

/// Who last submitted each check of a year that waits for its approval.
pub(crate) async fn submitters(tx: &mut Tx, year: FiscalYear) -> Result<HashMap<CheckId, StaffId>> {
    struct Line(CheckId, StaffId);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.at(0)?, row.at(1)?))
        }
    }
    let lines: Vec<Line> = tx
        .all(
            "select s.check_id, s.by_staff from plan_check_steps s join plan_checks c on c.id = s.check_id
             where c.year = $1 and c.state = 'submitted' and s.to_state = 'submitted' order by s.id",
            params![year],
        )
        .await?;
    Ok(lines.into_iter().map(|it| (it.0, it.1)).collect())
}

/// The last step that submitted a check.
pub(crate) fn last_submission(steps: &[Step]) -> Option<&Step> {
    steps.iter().rev().find(|it| it.to == State::Submitted)
}

const OUTCOME: &str = "select measure_id, progress, achievement, done_text, learned_text, next_text, reason, based_on, version
    from plan_results";

pub async fn outcome(
    tx: &mut Tx,
    measure: &MeasureId,
    year: FiscalYear,
) -> Result<Option<KeptOutcome>> {
    tx.optional(
        &format!("{OUTCOME} where measure_id = $1 and year = $2"),
        params![measure, year],
    )
    .await
}

/// Every wording that the outcome of a measure had, the newest first.
pub(crate) async fn outcome_steps(
    tx: &mut Tx,
    measure: &MeasureId,
    year: FiscalYear,
) -> Result<Vec<OutcomeStep>> {
    tx.all(
        "select at, by_staff, progress, achievement, done_text, learned_text, next_text, reason
         from plan_result_steps where measure_id = $1 and year = $2 order by id desc",
        params![measure, year],
    )
    .await
}

/// Everything the plan office has said of a year.
pub async fn outcomes(tx: &mut Tx, year: FiscalYear) -> Result<HashMap<MeasureId, KeptOutcome>> {
    struct Line(MeasureId, KeptOutcome);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.get("measure_id")?, KeptOutcome::read(row)?))
        }
    }
    let lines: Vec<Line> = tx
        .all(&format!("{OUTCOME} where year = $1"), params![year])
        .await?;
    Ok(lines
        .into_iter()
        .map(|Line(measure, outcome)| (measure, outcome))
        .collect())
}

/// What other units were asked of a measure in a year, oldest first.
pub async fn consultations_of(
    tx: &mut Tx,
    measure: &MeasureId,
    year: FiscalYear,
) -> Result<Vec<Consultation>> {
    tx.all(
        &format!("{CONSULTATION} where q.measure_id = $1 and q.year = $2 order by q.id"),
        params![measure, year],
    )
    .await
}

/// The questions of a year that were put to the units of the scope, oldest first.
pub(crate) async fn consultations_in_scope(
    tx: &mut Tx,
    year: FiscalYear,
    scope: &Scope,
    today: Date,
) -> Result<Vec<Consultation>> {
    let sql = Sql::new(CONSULTATION)
        .push(" where q.withdrawn_at is null and q.year = ")
        .bind(year);
    tx.all_of(
        scope
            .restrict(sql, Some("q.unit_code"), None, today)
            .push(" order by q.id"),
    )
    .await
}

/// One question, if the scope reaches the unit that was asked; else `NotFound`.
pub(crate) async fn consultation_in_scope(
    tx: &mut Tx,
    id: &ConsultationId,
    scope: &Scope,
    today: Date,
) -> Result<Consultation> {
    let sql = Sql::new(CONSULTATION).push(" where q.id = ").bind(id);
    tx.one_of(scope.restrict(sql, Some("q.unit_code"), None, today))
        .await
}

/// Something that waits for somebody in an open year: a check, or a question (then it has no state).
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    pub(crate) id: String,
    pub(crate) unit: UnitCode,
    pub(crate) measure_name: String,
    pub(crate) state: Option<State>,
    pub(crate) due_on: Date,
    pub(crate) cycle: Cycle,
    /// Who submitted a check last.
    pub(crate) submitted_by: Option<StaffId>,
    /// When a check came into its state; the opening when nothing has happened to it.
    pub(crate) since: base::Instant,
}

impl Record for Pending {
    fn read(row: &Row) -> Result<Self> {
        let cycle = Cycle::read(row)?;
        let since: Option<base::Instant> = row.get("since")?;
        Ok(Self {
            id: row.get("id")?,
            unit: row.get("unit_code")?,
            measure_name: row.get("name")?,
            state: row.get("state")?,
            due_on: row.get("due_on")?,
            submitted_by: row.get("submitted_by")?,
            since: since.unwrap_or(cycle.opened_at),
            cycle,
        })
    }
}

/// In one statement: drafts for the writers' units, submissions for the heads' units, questions for both.
pub(crate) async fn waiting_for(
    tx: &mut Tx,
    writing: &[UnitCode],
    approving: &[UnitCode],
    answering: &[UnitCode],
    today: Date,
) -> Result<Vec<Pending>> {
    let within = |sql: Sql, column: &str, units: &[UnitCode]| match units {
        [] => sql.push("1 = 0"),
        units => below(sql, column, units, today),
    };
    let cycle = "y.plan_id, y.year, y.opened_at, y.draft_due_on, y.review_due_on, y.frozen_at";
    let sql = Sql::new("select c.id, coalesce(c.unit_code, o.unit_code) as unit_code, m.name, c.state, y.draft_due_on as due_on,
        (select max(s.at) from plan_check_steps s where s.check_id = c.id and s.from_state <> s.to_state) as since,
        (select s.by_staff from plan_check_steps s where s.check_id = c.id and s.to_state = 'submitted'
         order by s.id desc limit 1) as submitted_by, ")
    .push(cycle)
    .push(
        " from plan_checks c join plan_owners o on o.id = c.owner_id join plan_measures m on m.id = c.measure_id
          join plan_cycles y on y.plan_id = m.plan_id and y.year = c.year
          where y.frozen_at is null and ((c.state in ('untouched', 'drafting', 'returned') and ",
    );
    let sql = within(sql, UNIT, writing).push(") or (c.state = 'submitted' and ");
    let sql = within(sql, UNIT, approving)
        .push(
            ")) union all
            select q.id, q.unit_code, m.name, null as state, q.due_on, q.asked_at as since, null as submitted_by, ",
        )
        .push(cycle)
        .push(
            " from plan_consultations q join plan_measures m on m.id = q.measure_id
              join plan_cycles y on y.plan_id = m.plan_id and y.year = q.year
              where y.frozen_at is null and q.answered_at is null and q.withdrawn_at is null and ",
        );
    tx.all_of(within(sql, "q.unit_code", answering)).await
}

/// How far one measure is in an open year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MeasureCount {
    pub(crate) year: FiscalYear,
    pub(crate) review_due_on: Date,
    pub(crate) checks: i64,
    pub(crate) approved: i64,
    /// The versions of its checks added up.
    pub(crate) versions: i64,
    /// What its outcome was based on, if it has one.
    pub(crate) based_on: Option<i64>,
}

impl MeasureCount {
    /// Every owner's check is approved, and no outcome says what they amount to now.
    pub(crate) fn is_to_consolidate(&self) -> bool {
        0 < self.checks && self.approved == self.checks && self.based_on != Some(self.versions)
    }

    /// An outcome says what the owners' checks amount to now.
    pub(crate) fn is_consolidated(&self) -> bool {
        self.approved == self.checks && self.based_on == Some(self.versions)
    }
}

impl Record for MeasureCount {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            year: row.get("year")?,
            review_due_on: row.get("review_due_on")?,
            checks: row.get("checks")?,
            approved: row.get("approved")?,
            versions: row.get("versions")?,
            based_on: row.get("based_on")?,
        })
    }
}

/// Every measure of every year that is open, and how far it is.
pub(crate) async fn measure_counts(tx: &mut Tx) -> Result<Vec<MeasureCount>> {
    tx.all(
        "select y.year, y.review_due_on, count(c.id) as checks,
                cast(coalesce(sum(case when c.state = 'approved' then 1 else 0 end), 0) as bigint) as approved,
                cast(coalesce(sum(c.version), 0) as bigint) as versions, r.based_on
         from plan_cycles y join plan_measures m on m.plan_id = y.plan_id
              left join plan_checks c on c.measure_id = m.id and c.year = y.year
              left join plan_results r on r.measure_id = m.id and r.year = y.year
         where y.frozen_at is null group by y.year, y.review_due_on, m.id, r.based_on",
        params![],
    )
    .await
}

/// The questions of a year that nobody has answered.
pub(crate) async fn open_questions(tx: &mut Tx, year: FiscalYear) -> Result<Vec<ConsultationId>> {
    tx.values(
        "select id from plan_consultations where year = $1 and answered_at is null and withdrawn_at is null",
        params![year],
    )
    .await
}
