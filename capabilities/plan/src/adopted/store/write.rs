//! A whole plan into its tables.
use base::FiscalYears;
use db::{Result, Tx, params};

use crate::adopted::model::{Direction, FieldId, LineKind, Measure, Plan, PlanId};

/// Stores a whole plan as it is to be adopted.
pub async fn add(tx: &mut Tx, plan: &Plan) -> Result<()> {
    tx.execute(
        "insert into plan_plans (id, title, first_year, last_year, source_name, source_digest, adopted_at, adopted_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            &plan.id,
            &plan.title,
            plan.period.first(),
            plan.period.last(),
            &plan.source_name,
            &plan.source_digest,
            plan.adopted_at,
            &plan.adopted_by
        ],
    )
    .await?;
    for (position, past) in (1_i64..).zip(&plan.past_plans) {
        tx.execute(
            "insert into plan_past_plans (plan_id, position, name, first_year, last_year, planned, done)
             values ($1, $2, $3, $4, $5, $6, $7)",
            params![
                &plan.id,
                position,
                &past.name,
                past.period.map(FiscalYears::first),
                past.period.map(FiscalYears::last),
                past.planned,
                past.done
            ],
        )
        .await?;
    }
    for measure in &plan.measures {
        add_measure(tx, &plan.id, measure).await?;
    }
    for (position, field) in (1_i64..).zip(&plan.fields) {
        tx.execute(
            "insert into plan_fields (id, plan_id, position, name) values ($1, $2, $3, $4)",
            params![&field.id, &plan.id, position, &field.name],
        )
        .await?;
        for (position, direction) in (1_i64..).zip(&field.directions) {
            add_direction(tx, &field.id, position, direction).await?;
        }
    }
    Ok(())
}

async fn add_measure(tx: &mut Tx, plan: &PlanId, measure: &Measure) -> Result<()> {
    tx.execute(
        "insert into plan_measures (id, plan_id, key, name, is_study) values ($1, $2, $3, $4, $5)",
        params![
            &measure.id,
            plan,
            &measure.key,
            &measure.name,
            measure.is_study
        ],
    )
    .await?;
    for (position, owner) in (1_i64..).zip(&measure.owners) {
        tx.execute(
            "insert into plan_owners (id, measure_id, position, mark, name, unit_code, starts_on, ends_on)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                &owner.id,
                &measure.id,
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

async fn add_direction(
    tx: &mut Tx,
    field: &FieldId,
    position: i64,
    direction: &Direction,
) -> Result<()> {
    tx.execute(
        "insert into plan_directions (id, field_id, position, name, statement, points) values ($1, $2, $3, $4, $5, $6)",
        params![&direction.id, field, position, &direction.name, &direction.statement, direction.points.join("\n")],
    )
    .await?;
    for (position, listing) in (1_i64..).zip(&direction.listings) {
        tx.execute(
            "insert into plan_listings (id, direction_id, measure_id, position, key, name, is_repeat)
             values ($1, $2, $3, $4, $5, $6, $7)",
            params![
                &listing.id,
                &direction.id,
                &listing.measure,
                position,
                &listing.key,
                &listing.name,
                listing.is_repeat
            ],
        )
        .await?;
        for (kind, lines) in [
            (LineKind::Purpose, &listing.purposes),
            (LineKind::Content, &listing.contents),
        ] {
            for (position, line) in (1_i64..).zip(lines) {
                tx.execute(
                    "insert into plan_lines (id, listing_id, kind, position, text, is_study) values ($1, $2, $3, $4, $5, $6)",
                    params![&line.id, &listing.id, kind.word(), position, &line.text, line.is_study],
                )
                .await?;
            }
        }
    }
    Ok(())
}
