//! CPU time of the plan's pages with 60 listings of 57 measures, through the whole router, signed in, on SQLite in memory: the
//! plan, a published year, a measure, the tasks of those who write, head and run the plan; and of one import.
//!
//! `cargo bench -p plan --bench plan_page`. CPU time of the process, not of the clock on the wall.
#[expect(
    dead_code,
    reason = "the stories use more of it than a measurement does"
)]
#[path = "../tests/edition_year/mod.rs"]
mod edition_year;

use std::{fs, hint::black_box};

use base::date;
use db::params;
use edition_year::{Size, YEAR, finished, hire, plan};
use plan::{adopted, import_dry_run};
use testkit::Town;

const REQUESTS: u32 = 2_000;
const IMPORTS: u32 = 100;
/// As many measures and listings as the real plan has, with texts of real length.
const SIZE: Size = Size {
    fields: 1,
    directions: 19,
    measures: 3,
    repeats: 3,
    length: 3,
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (town, measure) = town_with_two_years().await;
    let measure = format!("/plan/measures/{measure}");
    let check = town
        .look(async |tx| {
            let sql = "select id from plan_checks where year = 2025 order by id limit 1";
            Ok(tx.value::<String>(sql, params![]).await?)
        })
        .await;
    let check = format!("/plan/checks/{check}");
    for (name, who, path) in [
        ("plan", "nobody", "/plan"),
        (
            "plan, searched",
            "nobody",
            "/plan?q=%E5%BA%A7%E8%AB%87%E4%BC%9A",
        ),
        ("published year", "nobody", "/plan/editions/2024"),
        ("measure", "nobody", measure.as_str()),
        ("measure, its writer", "hanako", measure.as_str()),
        ("check, its writer", "hanako", check.as_str()),
        ("home, nothing to do", "nobody", "/"),
        ("home, a writer", "hanako", "/"),
        ("home, a head", "sato", "/"),
        ("home, plan office", "office", "/"),
        ("own checks", "hanako", "/plan/my-checks"),
        ("year's overview", "office", "/plan/cycles/2025"),
    ] {
        let visitor = town.as_staff(who);
        let before = town.app.db.statements();
        let first = visitor.get(path).await.ok();
        let with_sign_in = town.app.db.statements() - before;
        let before = town.app.db.statements();
        for _ in 0..REQUESTS / 10 {
            black_box(visitor.get(path).await);
        }
        let statements = (town.app.db.statements() - before) / u64::from(REQUESTS / 10);
        let before = cpu_ticks();
        for _ in 0..REQUESTS {
            black_box(visitor.get(path).await);
        }
        println!(
            "{name:<22} {:>6} µs CPU {:>8} bytes {statements:>4} statements ({with_sign_in} with the sign-in)",
            micros(before, REQUESTS),
            first.bytes().len(),
        );
    }

    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../app/demo/plan.txt");
    let bytes = fs::read(path).expect("the demo has a plan");
    let before = cpu_ticks();
    for _ in 0..IMPORTS {
        black_box(import_dry_run(&bytes, "plan.txt")).expect("the demo's plan is a plan");
    }
    println!(
        "{:<22} {:>6} µs CPU",
        "plan read from text",
        micros(before, IMPORTS)
    );
}

/// The year 2024 is published, the check of 2025 open; all measures belong to one section with a writer and a head.
async fn town_with_two_years() -> (Town, adopted::MeasureId) {
    let town = Town::new(&[&people::CAPABILITY, &plan::CAPABILITY]).await;
    town.unit("11", &[]).await;
    town.grant("office", "plan_office", None).await;
    town.grant("hanako", "plan_writer", Some("11")).await;
    town.grant("sato", "head", Some("11")).await;
    let plan = plan(SIZE);
    town.given(async |tx| {
        adopted::add(tx, &plan).await?;
        tx.execute("update plan_owners set unit_code = '11'", params![])
            .await?;
        hire(tx, 1, date(2020, 4, 1)).await?;
        Ok(finished(tx, &plan, YEAR, SIZE.length).await?)
    })
    .await;
    let office = town.as_staff("office");
    let frozen = [("as_of", "2025-03-31")];
    office
        .post("/plan/editions/2024/freezing", &frozen)
        .await
        .ok();
    office
        .post("/plan/editions/2024/publication", &[])
        .await
        .ok();
    let opened = [
        ("year", "2025"),
        ("draft_due_on", "2026-04-30"),
        ("review_due_on", "2026-05-15"),
    ];
    office.post("/plan/cycles", &opened).await.ok();
    let submitted = "update plan_checks set state = 'submitted' where year = 2025 and id in
                     (select id from plan_checks where year = 2025 order by id limit 20)";
    town.given(async |tx| Ok(tx.execute(submitted, params![]).await.map(drop)?))
        .await;
    (town, plan.measures[0].id.clone())
}

/// A tick is a hundredth of a second.
fn micros(before: u64, count: u32) -> u64 {
    (cpu_ticks() - before) * 10_000 / u64::from(count)
}

/// User and system time of this process, as Linux counts it.
fn cpu_ticks() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux tells the time of a process");
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let mut fields = after_name.split_whitespace().skip(11);
    let mut next = || -> u64 {
        let field = fields.next().and_then(|it| it.parse().ok());
        field.expect("fields 14 and 15 are numbers")
    };
    next() + next()
}
