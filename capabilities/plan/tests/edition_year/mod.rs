//! A plan in the database and its first year, as carried out and checked: of any size.
use base::{Date, FAR_FUTURE, FiscalYear, FiscalYears, StaffId, date};
use db::{Result, Tx, params};
use plan::adopted::{
    Direction, DirectionId, Field, FieldId, Line, LineId, Listing, ListingId, Measure, MeasureId,
    Owner, OwnerId, PastPlan, Plan, PlanId,
};

pub(crate) const YEAR: FiscalYear = FiscalYear(2024);

/// How large the plan is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub fields: usize,
    pub directions: usize,
    /// In each direction.
    pub measures: usize,
    /// At the end of the last direction of the first fields, each of the first measure of the plan's next field.
    pub repeats: usize,
    /// Times that the sample sentences are said in each text.
    pub length: usize,
}

pub(crate) const SMALL: Size = Size {
    fields: 2,
    directions: 1,
    measures: 2,
    repeats: 1,
    length: 1,
};

fn line(text: String) -> Line {
    Line {
        id: LineId::fresh(),
        text,
        is_study: false,
    }
}

fn owner(name: &str) -> Owner {
    Owner {
        id: OwnerId::fresh(),
        mark: name.into(),
        name: name.into(),
        unit: None,
        starts_on: date(2024, 4, 1),
        ends_on: FAR_FUTURE,
    }
}

fn listing(
    key: String,
    measure: &MeasureId,
    name: &str,
    is_repeat: bool,
    length: usize,
) -> Listing {
    let content =
        "職場見学会と先輩職員との座談会を年６回以上開き、うち２回は夜間又はオンラインで行う。";
    Listing {
        id: ListingId::fresh(),
        measure: measure.clone(),
        key,
        name: name.into(),
        is_repeat,
        purposes: vec![
            line("市の仕事を知る人を増やす".into()),
            line("受験者の確保".into()),
        ],
        contents: vec![line(content.repeat(length)), line(content.repeat(length))],
    }
}

/// A plan of the wanted size: names tell their places, such as 施策1-1-2.
pub(crate) fn plan(size: Size) -> Plan {
    let mut measures: Vec<Measure> = Vec::new();
    let mut fields: Vec<Field> = Vec::new();
    for field in 1..=size.fields {
        let mut directions = Vec::new();
        for direction in 1..=size.directions {
            let mut listings = Vec::new();
            for order in 1..=size.measures {
                let key = format!("{field}-{direction}-{order}");
                let name = format!("施策{key}");
                let owner = owner(if order % 2 == 1 {
                    "人材育成課研修班"
                } else {
                    "人事課"
                });
                let id = MeasureId::fresh();
                listings.push(listing(key.clone(), &id, &name, false, size.length));
                measures.push(Measure {
                    id,
                    key,
                    name,
                    is_study: false,
                    owners: vec![owner],
                });
            }
            directions.push(Direction {
                id: DirectionId::fresh(),
                name: format!("方向{field}-{direction}"),
                statement: "全国で公務を志す人が減るなか、早くから広く見つけることが欠かせません。"
                    .repeat(size.length * 2),
                points: vec![
                    "働く現場と職員の姿を正直に伝えます。".into(),
                    "受験の機会と方法を増やします。".into(),
                ],
                listings,
            });
        }
        fields.push(Field {
            id: FieldId::fresh(),
            name: format!("分野{field}"),
            directions,
        });
    }
    for (repeat, measure) in measures.iter().enumerate().take(size.repeats) {
        let field = fields.len() - 1 - repeat % fields.len();
        let direction = fields[field]
            .directions
            .last_mut()
            .expect("every field has a direction");
        let key = format!(
            "{}-{}-{}",
            field + 1,
            size.directions,
            direction.listings.len() + 1
        );
        direction
            .listings
            .push(listing(key, &measure.id, &measure.name, true, size.length));
    }
    Plan {
        id: PlanId::fresh(),
        title: "第３次汐見市職員成長アクションプラン".into(),
        period: FiscalYears::new(FiscalYear(2024), FiscalYear(2026)).expect("in order"),
        source_name: "plan.txt".into(),
        source_digest: String::new(),
        adopted_at: "2024-03-31T15:00:00Z".parse().expect("an instant"),
        adopted_by: StaffId("office".into()),
        past_plans: vec![PastPlan {
            name: "第１次アクションプラン".into(),
            period: FiscalYears::new(FiscalYear(2015), FiscalYear(2018)),
            planned: 49,
            done: 43,
        }],
        fields,
        measures,
    }
}

/// Opens the check of a year.
pub(crate) async fn open(tx: &mut Tx, plan: &Plan, year: FiscalYear) -> Result<()> {
    tx.execute(
        "insert into plan_cycles (plan_id, year, opened_at, draft_due_on, review_due_on) values ($1, $2, $3, $4, $5)",
        params![&plan.id, year, "2025-02-01T00:00:00.000Z", "2025-02-28", "2025-03-14"],
    )
    .await?;
    Ok(())
}

/// Stores the check of a measure's owner in a state, and the plan office's result beside it.
pub(crate) async fn check(
    tx: &mut Tx,
    measure: &Measure,
    year: FiscalYear,
    state: &str,
    progress: &str,
    length: usize,
) -> Result<()> {
    tx.execute(
        "insert into plan_checks (id, measure_id, year, owner_id, state, progress, achievement, done_text, learned_text,
                                  next_text, version)
         values ($1, $2, $3, $4, $5, $6, 'partly', '', '', '', 1)",
        params![base::fresh_id(), &measure.id, year, &measure.owners[0].id, state, progress],
    )
    .await?;
    tx.execute(
        "insert into plan_results (measure_id, year, progress, achievement, done_text, learned_text, next_text, version)
         values ($1, $2, $3, 'partly', $4, $5, $6, 1)",
        params![
            &measure.id,
            year,
            progress,
            "見学会を６回開き、延べ２１４人が参加した。うち２回は夜間に行った。".repeat(length),
            "夜間の回は社会人の参加が多く、申込みが定員を超えた。会場が狭いことが課題である。".repeat(length),
            "夜間の回を３回に増やし、区役所の会場も使う。".repeat(length)
        ],
    )
    .await?;
    Ok(())
}

/// A task, a typed indicator and a computed one, and an activity of a measure.
pub(crate) async fn carry(tx: &mut Tx, measure: &Measure, year: FiscalYear) -> Result<()> {
    tx.execute(
        "insert into plan_tasks (id, measure_id, year, position, what, who, due_on, done_on, version)
         values ($1, $2, $3, 1, '見学会の日程を決め、受入職場に依頼する', '採用担当', $4, $5, 1)",
        params![base::fresh_id(), &measure.id, year, date(2024, 6, 30), date(2024, 6, 20)],
    )
    .await?;
    for (position, name, source, base_value) in [
        (1_i64, "見学会の参加者", "typed", Some(120_i64)),
        (2, "職員数", "people.staff", None),
    ] {
        let id = base::fresh_id();
        tx.execute(
            "insert into plan_indicators (id, measure_id, position, name, definition, unit, source, decimals, base_value)
             values ($1, $2, $3, $4, '年度内の延べ人数。職員を除く。', '人', $5, 0, $6)",
            params![&id, &measure.id, position, name, source, base_value],
        )
        .await?;
        tx.execute(
            "insert into plan_targets (indicator_id, year, value) values ($1, $2, 200)",
            params![&id, year],
        )
        .await?;
        if source == "typed" {
            tx.execute(
                "insert into plan_readings (indicator_id, year, value, missing, as_of) values ($1, $2, 214, $3, $4)",
                params![&id, year, None::<String>, date(2025, 3, 31)],
            )
            .await?;
        }
    }
    tx.execute(
        "insert into plan_activities (id, measure_id, happened_on, title, people, note, source, entered_by)
         values ($1, $2, $3, '見学会', 40, '', 'typed', 'office')",
        params![base::fresh_id(), &measure.id, date(2024, 7, 20)],
    )
    .await?;
    Ok(())
}

/// A person on the staff, so that there is somebody to count.
pub(crate) async fn hire(tx: &mut Tx, number: usize, hired_on: Date) -> Result<()> {
    tx.execute(
        "insert into people_staff (id, number, kind, legal_name, used_name, kana, sex, born_on, hired_on, ends_on,
                                   kana_order, name_key)
         values ($1, $1, 'regular', '', '', '', 'female', '1990-01-01', $2, '9999-12-31', '', '')",
        params![format!("person-{number}"), hired_on],
    )
    .await?;
    Ok(())
}

/// The whole year, finished: every check approved and consolidated.
pub(crate) async fn finished(
    tx: &mut Tx,
    plan: &Plan,
    year: FiscalYear,
    length: usize,
) -> Result<()> {
    open(tx, plan, year).await?;
    for (index, measure) in plan.measures.iter().enumerate() {
        let progress = ["completed", "under_way", "not_started"][index % 3];
        check(tx, measure, year, "approved", progress, length).await?;
        carry(tx, measure, year).await?;
    }
    Ok(())
}
