//! A town with a plan of two measures, three sections, and those who work in them.
use base::{Date, FAR_FUTURE, FiscalYear, FiscalYears, StaffId, UnitCode, date};
use db::params;
use plan::adopted::{
    self, Direction, DirectionId, Field, FieldId, Line, LineId, Listing, ListingId, Measure,
    MeasureId, Owner, OwnerId, Plan, PlanId,
};
use testkit::{Town, Visitor};

/// 総務局 › 人材育成課 › 育成研修班; 総務局 › 給与課; 総務局 › 健康管理課.
const UNITS: [(&str, &str, &str, Option<&str>); 5] = [
    ("10", "総務局", "bureau", None),
    ("11", "人材育成課", "section", Some("10")),
    ("1101", "育成研修班", "team", Some("11")),
    ("12", "給与課", "section", Some("10")),
    ("13", "健康管理課", "section", Some("10")),
];

/// The year that is checked. The town wakes on 1 April 2026, the day after it.
pub(crate) const YEAR: FiscalYear = FiscalYear(2025);

fn owner(name: &str, unit: Option<&str>) -> Owner {
    Owner {
        id: OwnerId(format!("{name}-{}", unit.unwrap_or("nobody"))),
        mark: name.into(),
        name: name.into(),
        unit: unit.map(|it| UnitCode(it.into())),
        starts_on: date(2025, 4, 1),
        ends_on: FAR_FUTURE,
    }
}

fn measure(id: &str, key: &str, name: &str, owners: Vec<Owner>) -> Measure {
    let owners = owners
        .into_iter()
        .map(|it| Owner {
            id: OwnerId(format!("{id}-{}", it.id)),
            ..it
        })
        .collect();
    Measure {
        id: MeasureId(id.into()),
        key: key.into(),
        name: name.into(),
        is_study: false,
        owners,
    }
}

fn listing(measure: &Measure) -> Listing {
    let line = |text: &str| Line {
        id: LineId::fresh(),
        text: text.into(),
        is_study: false,
    };
    Listing {
        id: ListingId::fresh(),
        measure: measure.id.clone(),
        key: measure.key.clone(),
        name: measure.name.clone(),
        is_repeat: false,
        purposes: vec![line("一人ひとりが伸びる。")],
        contents: vec![line("研修の体系を見直す。")],
    }
}

/// `training` belongs to 人材育成課 alone, `talks` to 人材育成課 and 給与課.
fn a_plan() -> Plan {
    let measures = vec![
        measure(
            "training",
            "1-1-1",
            "研修の体系づくり",
            vec![owner("人材育成課", Some("11"))],
        ),
        measure(
            "talks",
            "1-1-2",
            "面談の定着",
            vec![owner("人材育成課", Some("11")), owner("給与課", Some("12"))],
        ),
    ];
    let direction = Direction {
        id: DirectionId::fresh(),
        name: "育つ".into(),
        statement: "育つ職場をつくる。".into(),
        points: Vec::new(),
        listings: measures.iter().map(listing).collect(),
    };
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
            directions: vec![direction],
        }],
        measures,
    }
}

/// The town before anybody opened the year.
pub(crate) async fn quiet_town() -> Town {
    let town = Town::new(&[&people::CAPABILITY, &plan::CAPABILITY]).await;
    for (name, role, unit) in [
        ("mori", "plan_office", None),
        ("hanako", "plan_writer", Some("11")),
        ("jiro", "plan_writer", Some("11")),
        ("sato", "head", Some("11")),
        ("suzuki", "plan_writer", Some("12")),
        ("tanaka", "head", Some("12")),
        ("kato", "plan_writer", Some("13")),
        ("ito", "head", Some("13")),
        ("mayor", "executive", None),
    ] {
        town.grant(name, role, unit).await;
    }
    town.given(async |tx| {
        for (code, name, level, parent) in UNITS {
            tx.execute(
                "insert into people_units (code, starts_on, ends_on, name, kana, level, parent_code)
                 values ($1, '2000-04-01', '9999-12-31', $2, '', $3, $4)",
                params![code, name, level, parent],
            )
            .await?;
            let above = UNITS.iter().filter(|it| code.starts_with(it.0) || it.0 == "10");
            for (ancestor, ..) in above {
                tx.execute(
                    "insert into gate_unit_reach (ancestor_code, unit_code, starts_on, ends_on)
                     values ($1, $2, '2000-04-01', '9999-12-31')",
                    params![*ancestor, code],
                )
                .await?;
            }
        }
        for (staff, unit) in [("sato", "11"), ("tanaka", "12"), ("ito", "13")] {
            tx.execute(
                "insert into people_assignments (staff_id, starts_on, unit_code, kind, ends_on, post, grade, is_head)
                 values ($1, '2020-04-01', $2, 'main', '9999-12-31', '課長', 6, $3)",
                params![staff, unit, true],
            )
            .await?;
        }
        tx.execute("update people_version set version = $1", params![base::fresh_id()]).await?;
        Ok(adopted::add(tx, &a_plan()).await?)
    })
    .await;
    town
}

/// The town with the year open: drafts due on 24 April, approvals on 8 May.
pub(crate) async fn open_town() -> Town {
    let town = quiet_town().await;
    open(&town).await;
    town
}

pub(crate) async fn open(town: &Town) {
    let fields = [
        ("year", "2025"),
        ("draft_due_on", "2026-04-24"),
        ("review_due_on", "R8.5.8"),
    ];
    let reply = town
        .as_staff("mori")
        .post("/plan/cycles", &fields)
        .await
        .ok();
    assert!(
        reply
            .location()
            .unwrap()
            .starts_with("/plan/cycles/2025?notice=plan-check-notice-opened")
    );
}

/// The id of the check of an owner.
pub(crate) async fn check_of(town: &Town, measure: &str, unit: &str) -> String {
    town.look(async |tx| {
        Ok(tx
            .value(
                "select c.id from plan_checks c join plan_owners o on o.id = c.owner_id
                 where c.measure_id = $1 and o.unit_code = $2 and c.year = 2025",
                params![measure, unit],
            )
            .await?)
    })
    .await
}

/// One value of the database.
pub(crate) async fn word(town: &Town, sql: &str, of: &str) -> String {
    town.look(async |tx| Ok(tx.value(sql, params![of]).await?))
        .await
}

pub(crate) async fn state(town: &Town, check: &str) -> String {
    word(town, "select state from plan_checks where id = $1", check).await
}

pub(crate) async fn done_text(town: &Town, check: &str) -> String {
    word(
        town,
        "select done_text from plan_checks where id = $1",
        check,
    )
    .await
}

pub(crate) async fn number(town: &Town, sql: &str) -> i64 {
    town.look(async |tx| Ok(tx.value(sql, params![]).await?))
        .await
}

/// What the page of a check says its version is.
pub(crate) async fn version(visitor: &Visitor, check: &str) -> String {
    let page = visitor.get(&format!("/plan/checks/{check}")).await.ok();
    page.between("name=\"version\" value=\"", "\"")
        .expect("the page carries a version")
}

/// Everything that a ready check says.
pub(crate) fn ready<'a>(version: &'a str, done: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("progress", "completed"),
        ("achievement", "achieved"),
        ("done", done),
        ("learned", ""),
        ("next", "来年度も続ける。"),
    ]
}

/// Writes a check and submits it, as a person would.
pub(crate) async fn write_and_submit(town: &Town, name: &str, check: &str, done: &str) {
    let writer = town.as_staff(name);
    let seen = version(&writer, check).await;
    let mut fields = ready(&seen, done);
    fields.push(("go_on", "yes"));
    let saved = writer
        .post(&format!("/plan/checks/{check}/draft"), &fields)
        .await
        .ok();
    let answers = saved.location().expect("the way leads to the answers");
    let answers = writer.get(&answers).await.ok();
    let seen = answers.between("name=\"version\" value=\"", "\"").unwrap();
    writer
        .post(
            &format!("/plan/checks/{check}/submission"),
            &[("version", &seen)],
        )
        .await
        .ok();
}

/// Presses a button of a check on the page as it stands now.
pub(crate) async fn press(
    town: &Town,
    name: &str,
    check: &str,
    deed: &str,
    reason: &str,
) -> testkit::Reply {
    let visitor = town.as_staff(name);
    let page = visitor.get(&format!("/plan/checks/{check}")).await.ok();
    // Whoever has no button may still try.
    let seen = page
        .between("name=\"version\" value=\"", "\"")
        .unwrap_or_else(|| "3".to_owned());
    visitor
        .post(
            &format!("/plan/checks/{check}/{deed}"),
            &[("version", &seen), ("reason", reason)],
        )
        .await
}

/// Brings a check to its approval.
pub(crate) async fn approve(town: &Town, writer: &str, head: &str, check: &str) {
    write_and_submit(town, writer, check, "研修を3回行った。").await;
    press(town, head, check, "approval", "").await.ok();
}

/// The same town with the year frozen.
pub(crate) async fn frozen(town: &Town, on: Date) {
    let at = format!("{on}T00:00:00.000Z");
    town.given(async |tx| {
        Ok(tx
            .execute("update plan_cycles set frozen_at = $1", params![&at])
            .await
            .map(drop)?)
    })
    .await;
}
