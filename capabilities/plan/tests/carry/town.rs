//! A town with a plan of three measures, some sections, and those who work in them. It wakes on 15 October 2026.
use base::{FAR_FUTURE, FiscalYear, FiscalYears, StaffId, UnitCode, date};
use db::params;
use plan::adopted::{
    self, Direction, DirectionId, Field, FieldId, Line, LineId, Listing, ListingId, Measure,
    MeasureId, Owner, OwnerId, Plan, PlanId,
};
use testkit::{Reply, Town, Visitor};

/// 総務局 › 人材育成課, 給与課, 人事課; 旧研修所 ended on 1 April 2026 and went into 人材育成課.
const UNITS: [(&str, &str, &str, Option<&str>, &str); 5] = [
    ("10", "総務局", "bureau", None, "9999-12-31"),
    ("11", "人材育成課", "section", Some("10"), "9999-12-31"),
    ("12", "給与課", "section", Some("10"), "9999-12-31"),
    ("13", "人事課", "section", Some("10"), "9999-12-31"),
    ("14", "旧研修所", "section", Some("10"), "2026-04-01"),
];

fn owner(measure: &str, mark: &str, unit: Option<&str>) -> Owner {
    Owner {
        id: OwnerId(format!("{measure}-{mark}")),
        mark: mark.into(),
        name: mark.into(),
        unit: unit.map(|it| UnitCode(it.into())),
        starts_on: date(2025, 4, 1),
        ends_on: FAR_FUTURE,
    }
}

fn measure(id: &str, key: &str, name: &str, is_study: bool, owners: Vec<Owner>) -> Measure {
    Measure {
        id: MeasureId(id.into()),
        key: key.into(),
        name: name.into(),
        is_study,
        owners,
    }
}

fn listing(measure: &Measure, key: &str, content: &str, is_repeat: bool) -> Listing {
    let line = |text: &str, is_study| Line {
        id: LineId::fresh(),
        text: text.into(),
        is_study,
    };
    Listing {
        id: ListingId(format!("{}-{key}", measure.id)),
        measure: measure.id.clone(),
        key: key.into(),
        name: measure.name.clone(),
        is_repeat,
        purposes: vec![line("一人ひとりが伸びる。", false)],
        contents: vec![line(content, measure.is_study)],
    }
}

/// `training` belongs to 人材育成課 and is repeated; `posting` is a study of 人事課; `school` hangs on the unit that ended, and on
/// a mark that nobody has resolved.
fn a_plan() -> Plan {
    let measures = vec![
        measure(
            "training",
            "1-1-1",
            "研修の体系づくり",
            false,
            vec![owner("training", "人材育成課", Some("11"))],
        ),
        measure(
            "posting",
            "1-1-2",
            "公募制度",
            true,
            vec![owner("posting", "人事課", Some("13"))],
        ),
        measure(
            "school",
            "1-1-3",
            "研修所の運営",
            false,
            vec![
                owner("school", "旧研修所", Some("14")),
                owner("school", "給与", None),
            ],
        ),
    ];
    let direction = |name: &str, listings| Direction {
        id: DirectionId::fresh(),
        name: name.into(),
        statement: String::new(),
        points: Vec::new(),
        listings,
    };
    let first = vec![
        listing(&measures[0], "1-1-1", "研修の体系を見直す。", false),
        listing(&measures[1], "1-1-2", "公募の対象を検討する。", false),
        listing(&measures[2], "1-1-3", "研修所を開く。", false),
    ];
    let second = vec![listing(&measures[0], "1-2-1", "若手の研修を加える。", true)];
    Plan {
        id: PlanId("plan".into()),
        title: "人材育成計画".into(),
        period: FiscalYears::new(FiscalYear(2025), FiscalYear(2027)).unwrap(),
        source_name: "plan.docx".into(),
        source_digest: "0".repeat(64),
        adopted_at: "2025-04-01T00:00:00Z".parse().unwrap(),
        adopted_by: StaffId("mori".into()),
        past_plans: Vec::new(),
        fields: vec![Field {
            id: FieldId::fresh(),
            name: "人事施策".into(),
            directions: vec![direction("育つ", first), direction("若手が育つ", second)],
        }],
        measures,
    }
}

pub(crate) async fn town() -> Town {
    let town = Town::new(&[&people::CAPABILITY, &plan::CAPABILITY])
        .await
        .on(date(2026, 10, 15));
    for (name, role, unit) in [
        ("mori", "plan_office", None),
        ("hanako", "plan_writer", Some("11")),
        ("jiro", "plan_writer", Some("11")),
        ("sato", "head", Some("10")),
        ("suzuki", "plan_writer", Some("12")),
        ("tanaka", "head", Some("13")),
    ] {
        town.grant(name, role, unit).await;
    }
    town.given(async |tx| {
        for (code, name, level, parent, ends_on) in UNITS {
            tx.execute(
                "insert into people_units (code, starts_on, ends_on, name, kana, level, parent_code)
                 values ($1, '2000-04-01', $2, $3, '', $4, $5)",
                params![code, ends_on, name, level, parent],
            )
            .await?;
            for ancestor in std::iter::once(code).chain(parent) {
                tx.execute(
                    "insert into gate_unit_reach (ancestor_code, unit_code, starts_on, ends_on)
                     values ($1, $2, '2000-04-01', $3)",
                    params![ancestor, code, ends_on],
                )
                .await?;
            }
        }
        tx.execute(
            "insert into people_unit_successors (code, successor_code) values ('14', '11')",
            params![],
        )
        .await?;
        tx.execute(
            "update people_version set version = $1",
            params![base::fresh_id()],
        )
        .await?;
        Ok(adopted::add(tx, &a_plan()).await?)
    })
    .await;
    town
}

/// Opens the check of a year, or freezes it.
pub(crate) async fn cycle(town: &Town, year: i64, is_frozen: bool) {
    let frozen_at = is_frozen.then_some("2026-10-10T00:00:00.000Z");
    town.given(async |tx| {
        tx.execute("delete from plan_cycles where year = $1", params![year]).await?;
        tx.execute(
            "insert into plan_cycles (plan_id, year, opened_at, draft_due_on, review_due_on, frozen_at)
             values ('plan', $1, '2026-10-01T00:00:00.000Z', '2026-10-20', '2026-10-31', $2)",
            params![year, frozen_at],
        )
        .await?;
        Ok(())
    })
    .await;
}

pub(crate) async fn number(town: &Town, sql: &str) -> i64 {
    town.look(async |tx| Ok(tx.value(sql, params![]).await?))
        .await
}

pub(crate) async fn word(town: &Town, sql: &str) -> String {
    town.look(async |tx| Ok(tx.value(sql, params![]).await?))
        .await
}

/// What a page's hidden field says.
pub(crate) fn hidden(page: &Reply, name: &str) -> String {
    page.between(&format!("name=\"{name}\" value=\""), "\"")
        .unwrap_or_else(|| panic!("no {name} in {}", page.text()))
}

/// The page of a measure.
pub(crate) async fn measure_page(visitor: &Visitor, id: &str) -> Reply {
    visitor.get(&format!("/plan/measures/{id}")).await.ok()
}

/// Adds a task to `training`, as a person would, and gives its id.
pub(crate) async fn add_task(visitor: &Visitor, what: &str) -> String {
    let form = visitor
        .get("/plan/measures/training/tasks/new?year=2026")
        .await
        .ok();
    let id = hidden(&form, "form_id");
    let fields = [
        ("form_id", id.as_str()),
        ("year", "2026"),
        ("what", what),
        ("who", "研修班"),
        ("due_on", "R8.12.1"),
    ];
    visitor
        .post("/plan/measures/training/tasks", &fields)
        .await
        .ok();
    id
}
