//! How long the year's files take: 57 measures in 60 listings with texts of real length, from an embedded database.
//!
//! `cargo bench -p plan --bench report`. With a folder as its argument it leaves the files there.
#[expect(
    dead_code,
    reason = "the stories use more of it than a measurement does"
)]
#[path = "../tests/edition_year/mod.rs"]
mod edition_year;

use std::{path::PathBuf, time::Instant};

use base::date;
use db::Db;
use edition_year::{Size, YEAR, finished, hire, plan};
use plan::edition::{Format, report};

#[tokio::main]
async fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|it| !it.starts_with("--"))
        .map(PathBuf::from);
    let size = Size {
        fields: 1,
        directions: 19,
        measures: 3,
        repeats: 3,
        length: 3,
    };
    let plan = plan(size);
    let db = Db::scratch().await.expect("a scratch database opens");
    let all = [&gate::CAPABILITY, &people::CAPABILITY, &plan::CAPABILITY];
    db.migrate(&gate::migrations(&all))
        .await
        .expect("the migrations run");
    db.write(async |tx| {
        plan::adopted::add(tx, &plan).await?;
        hire(tx, 1, date(2020, 4, 1)).await?;
        finished(tx, &plan, YEAR, size.length).await
    })
    .await
    .expect("the year can be stored");

    for format in Format::ALL {
        let mut best = f64::INFINITY;
        let mut made = (String::new(), Vec::new());
        for _ in 0..3 {
            let started = Instant::now();
            made = report(&db, YEAR, format, None, date(2025, 4, 20))
                .await
                .expect("the year can be told");
            best = best.min(started.elapsed().as_secs_f64());
        }
        println!(
            "{:>9}: {:>8.1} ms, {:>7} bytes",
            format.code(),
            best * 1_000.0,
            made.1.len()
        );
        if let Some(folder) = &folder {
            std::fs::write(folder.join(&made.0), made.1).expect("the folder takes files");
        }
    }
}
