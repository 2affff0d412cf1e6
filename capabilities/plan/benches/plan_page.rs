//! CPU time of the plan page with 60 listings, through the whole router, signed in, on SQLite in memory; and of one import.
//!
//! `cargo bench -p plan --bench plan_page`. CPU time of the process, not of the clock on the wall.
use std::{fs, hint::black_box};

use base::{FiscalYear, StaffId};
use db::params;
use plan::{Adoption, Source, adopt_imported, import_dry_run};
use testkit::Town;

const REQUESTS: u32 = 3_000;
const IMPORTS: u32 = 100;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../app/demo/plan.txt");
    let bytes = fs::read(path).expect("the demo has a plan");
    let imported = import_dry_run(&bytes, "plan.txt").expect("the demo's plan is a plan");
    let town = Town::new(&[&people::CAPABILITY, &plan::CAPABILITY]).await;
    let now = town.app.now();
    town.given(async |tx| {
        let who = StaffId("office".to_owned());
        let adoption = Adoption {
            source: Source { file_name: "plan.txt", digest: "" },
            may_leave_owners_open: true,
            who: &who,
            now,
            entry: ledger::Entry::change(now, ledger::Actor::system(), "plan.adopt"),
        };
        adopt_imported(tx, &imported, adoption).await?;
        tx.execute(
            "insert into plan_results (measure_id, year, progress, achievement, done_text, learned_text, next_text, version)
             select id, $1, 'under_way', 'partly', '', '', '', 1 from plan_measures",
            params![FiscalYear(2025)],
        )
        .await?;
        Ok(())
    })
    .await;
    let hanako = town.as_staff("hanako");

    for (name, path) in [
        ("plan page", "/plan"),
        ("plan page, searched", "/plan?q=%E7%A0%94%E4%BF%AE"),
        ("home page", "/"),
    ] {
        let size = hanako.get(path).await.ok().bytes().len();
        for _ in 0..REQUESTS / 10 {
            black_box(hanako.get(path).await);
        }
        let before = cpu_ticks();
        for _ in 0..REQUESTS {
            black_box(hanako.get(path).await);
        }
        println!(
            "{name:<22} {:>6} µs CPU {size:>8} bytes",
            micros(before, REQUESTS)
        );
    }
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
