//! Writing a revised plan over the adopted one, and why.
use std::collections::HashSet;

use base::{FiscalYear, FiscalYears, Instant, StaffId};
use db::{Result, Tx, params};

use super::Taken;
use crate::adopted::{
    Direction, DirectionId, FieldId, Line, LineId, LineKind, Listing, ListingId, Measure,
    MeasureId, OwnerId, Plan, PlanId,
};

/// Measures of a plan of which something was done or said: a task, an indicator, an activity, a step of a study, a remark, a
/// check, a result, a question to another section, a revision.
pub(crate) async fn measures_with_history(
    tx: &mut Tx,
    plan: &PlanId,
) -> Result<HashSet<MeasureId>> {
    let found: Vec<MeasureId> = tx
        .values(
            "select id from plan_measures m where plan_id = $1 and (
                 exists (select 1 from plan_tasks x where x.measure_id = m.id)
                 or exists (select 1 from plan_indicators x where x.measure_id = m.id)
                 or exists (select 1 from plan_activities x where x.measure_id = m.id)
                 or exists (select 1 from plan_study_steps x where x.measure_id = m.id)
                 or exists (select 1 from plan_remarks x where x.measure_id = m.id)
                 or exists (select 1 from plan_checks x where x.measure_id = m.id)
                 or exists (select 1 from plan_results x where x.measure_id = m.id)
                 or exists (select 1 from plan_consultations x where x.measure_id = m.id)
                 or exists (select 1 from plan_revisions x where x.measure_id = m.id))",
            params![plan],
        )
        .await?;
    Ok(found.into_iter().collect())
}

/// Whether a check was opened or an edition frozen outside these years.
pub(crate) async fn has_years_outside(
    tx: &mut Tx,
    plan: &PlanId,
    period: FiscalYears,
) -> Result<bool> {
    let years: Vec<i64> = tx
        .values(
            "select year from plan_cycles where plan_id = $1 and (year < $2 or $3 < year)
             union select year from plan_editions where plan_id = $1 and (year < $2 or $3 < year)",
            params![plan, period.first(), period.last()],
        )
        .await?;
    Ok(!years.is_empty())
}

/// Brings the database from one state of the plan to another. Ids stay; what is in neither is not touched.
pub(crate) async fn rewrite(tx: &mut Tx, before: &Plan, after: &Plan) -> Result<()> {
    tx.execute(
        "update plan_plans set title = $1, first_year = $2, last_year = $3 where id = $4",
        params![
            &after.title,
            after.period.first(),
            after.period.last(),
            &after.id
        ],
    )
    .await?;
    make_room(tx, &after.id).await?;
    for (position, field) in (1_i64..).zip(&after.fields) {
        keep_field(tx, after, position, (&field.id, &field.name)).await?;
        for (position, direction) in (1_i64..).zip(&field.directions) {
            keep_direction(tx, &field.id, position, direction).await?;
        }
    }
    for measure in &after.measures {
        keep_measure(tx, &after.id, measure).await?;
    }
    for direction in after.fields.iter().flat_map(|it| &it.directions) {
        for (position, listing) in (1_i64..).zip(&direction.listings) {
            keep_listing(tx, &direction.id, position, listing).await?;
        }
    }
    remove_gone(tx, before, after).await
}

/// Takes every place and key of the plan out of the way, so that they can be given anew in any order.
async fn make_room(tx: &mut Tx, plan: &PlanId) -> Result<()> {
    const STATEMENTS: [&str; 5] = [
        "update plan_fields set position = -position where plan_id = $1",
        "update plan_directions set position = -position
         where field_id in (select id from plan_fields where plan_id = $1)",
        "update plan_measures set key = '-' || key where plan_id = $1",
        "update plan_listings set position = -position
         where measure_id in (select id from plan_measures where plan_id = $1)",
        "update plan_lines set position = -position where listing_id in
         (select l.id from plan_listings l join plan_measures m on m.id = l.measure_id where m.plan_id = $1)",
    ];
    for statement in STATEMENTS {
        tx.execute(statement, params![plan]).await?;
    }
    Ok(())
}

async fn keep_field(
    tx: &mut Tx,
    plan: &Plan,
    position: i64,
    (id, name): (&FieldId, &str),
) -> Result<()> {
    tx.execute(
        "insert into plan_fields (id, plan_id, position, name) values ($1, $2, $3, $4)
         on conflict (id) do update set position = excluded.position, name = excluded.name",
        params![id, &plan.id, position, name],
    )
    .await?;
    Ok(())
}

async fn keep_direction(tx: &mut Tx, field: &FieldId, position: i64, it: &Direction) -> Result<()> {
    tx.execute(
        "insert into plan_directions (id, field_id, position, name, statement, points) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set field_id = excluded.field_id, position = excluded.position, name = excluded.name,
             statement = excluded.statement, points = excluded.points",
        params![&it.id, field, position, &it.name, &it.statement, it.points.join("\n")],
    )
    .await?;
    Ok(())
}

async fn keep_measure(tx: &mut Tx, plan: &PlanId, it: &Measure) -> Result<()> {
    tx.execute(
        "insert into plan_measures (id, plan_id, key, name, is_study) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set key = excluded.key, name = excluded.name, is_study = excluded.is_study",
        params![&it.id, plan, &it.key, &it.name, it.is_study],
    )
    .await?;
    for (position, owner) in (1_i64..).zip(&it.owners) {
        tx.execute(
            "insert into plan_owners (id, measure_id, position, mark, name, unit_code, starts_on, ends_on)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (id) do update set position = excluded.position, ends_on = excluded.ends_on",
            params![
                &owner.id,
                &it.id,
                position,
                &owner.mark,
                &owner.name,
                &owner.unit,
                owner.starts_on,
                owner.ends_on
            ],
        )
        .await?;
    }
    Ok(())
}

async fn keep_listing(
    tx: &mut Tx,
    direction: &DirectionId,
    position: i64,
    it: &Listing,
) -> Result<()> {
    tx.execute(
        "insert into plan_listings (id, direction_id, measure_id, position, key, name, is_repeat)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (id) do update set direction_id = excluded.direction_id, measure_id = excluded.measure_id,
             position = excluded.position, key = excluded.key, name = excluded.name, is_repeat = excluded.is_repeat",
        params![&it.id, direction, &it.measure, position, &it.key, &it.name, it.is_repeat],
    )
    .await?;
    for (kind, lines) in [
        (LineKind::Purpose, &it.purposes),
        (LineKind::Content, &it.contents),
    ] {
        for (position, line) in (1_i64..).zip(lines) {
            keep_line(tx, &it.id, kind, position, line).await?;
        }
    }
    Ok(())
}

async fn keep_line(
    tx: &mut Tx,
    listing: &ListingId,
    kind: LineKind,
    position: i64,
    it: &Line,
) -> Result<()> {
    tx.execute(
        "insert into plan_lines (id, listing_id, kind, position, text, is_study) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set position = excluded.position, text = excluded.text, is_study = excluded.is_study",
        params![&it.id, listing, kind.word(), position, &it.text, it.is_study],
    )
    .await?;
    Ok(())
}

/// Everything of a plan by its ids.
#[derive(Default)]
struct Ids {
    fields: HashSet<FieldId>,
    directions: HashSet<DirectionId>,
    measures: HashSet<MeasureId>,
    owners: HashSet<OwnerId>,
    listings: HashSet<ListingId>,
    lines: HashSet<LineId>,
}

impl Ids {
    fn of(plan: &Plan) -> Self {
        let mut ids = Self::default();
        for field in &plan.fields {
            ids.fields.insert(field.id.clone());
            for direction in &field.directions {
                ids.directions.insert(direction.id.clone());
                for listing in &direction.listings {
                    ids.listings.insert(listing.id.clone());
                    let lines = listing.purposes.iter().chain(&listing.contents);
                    ids.lines.extend(lines.map(|it| it.id.clone()));
                }
            }
        }
        for measure in &plan.measures {
            ids.measures.insert(measure.id.clone());
            ids.owners
                .extend(measure.owners.iter().map(|it| it.id.clone()));
        }
        ids
    }
}

/// Deletes what is no longer there, from the leaves to the root.
async fn remove_gone(tx: &mut Tx, before: &Plan, after: &Plan) -> Result<()> {
    let (old, new) = (Ids::of(before), Ids::of(after));
    for id in old.lines.difference(&new.lines) {
        tx.execute("delete from plan_lines where id = $1", params![id])
            .await?;
    }
    for id in old.listings.difference(&new.listings) {
        tx.execute("delete from plan_listings where id = $1", params![id])
            .await?;
    }
    for id in old.owners.difference(&new.owners) {
        tx.execute("delete from plan_owners where id = $1", params![id])
            .await?;
    }
    for id in old.measures.difference(&new.measures) {
        tx.execute("delete from plan_measures where id = $1", params![id])
            .await?;
    }
    for id in old.directions.difference(&new.directions) {
        tx.execute("delete from plan_directions where id = $1", params![id])
            .await?;
    }
    for id in old.fields.difference(&new.fields) {
        tx.execute("delete from plan_fields where id = $1", params![id])
            .await?;
    }
    Ok(())
}

/// Keeps what was changed and why: of a measure in its history, of the plan itself in that of the plan.
pub(crate) async fn add_revisions(
    tx: &mut Tx,
    plan: &PlanId,
    taken: &[Taken],
    (year, reason): (FiscalYear, &str),
    who: &StaffId,
    now: Instant,
) -> Result<()> {
    for it in taken {
        match &it.measure {
            Some((measure, subject)) => {
                tx.execute(
                    "insert into plan_revisions (id, measure_id, year, subject, before, after, reason, at, by_staff)
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    params![
                        base::fresh_id(), measure, year, *subject, &it.before, &it.after, reason, now, who
                    ],
                )
                .await?;
            }
            None => {
                tx.execute(
                    "insert into plan_frame_revisions (id, plan_id, year, before, after, reason, at, by_staff)
                     values ($1, $2, $3, $4, $5, $6, $7, $8)",
                    params![base::fresh_id(), plan, year, &it.before, &it.after, reason, now, who],
                )
                .await?;
            }
        }
    }
    Ok(())
}
