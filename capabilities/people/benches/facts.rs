//! How long it takes to tell what is known of everybody on a day: `cargo xtask bench facts [PEOPLE] [DATABASE]`, 8,000 people with five
//! posts each in a new SQLite file without arguments.
use std::time::{Duration, Instant};

use base::date;
use db::{Db, Location};
use people::{Source, facts_of, facts_on, import_file};

const ROUNDS: usize = 21;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| !it.starts_with("--"))
        .collect();
    let people: usize = arguments
        .first()
        .map_or(8_000, |it| it.parse().expect("the number of people"));
    let folder = std::env::temp_dir().join(format!("people-facts-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the city");
    let url = arguments.get(1).cloned().map_or_else(
        || format!("sqlite:{}", folder.join("city.db").display()),
        |url| format!("{url}?schema=bench_{}_facts", std::process::id()),
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(measure(&url, people));
    std::fs::remove_dir_all(&folder).expect("our own folder");
}

async fn measure(url: &str, people: usize) {
    let db = Db::open(&Location::parse(url).expect("a database"))
        .await
        .expect("the database opens");
    let capabilities = [&gate::CAPABILITY, &people::CAPABILITY];
    db.migrate(&gate::migrations(&capabilities))
        .await
        .expect("an empty database");
    for file in [units(), staff(people), posts(people)] {
        bring(&db, file).await;
    }
    let day = date(2026, 4, 1);
    let mut everybody = Vec::new();
    let all = median(async || {
        let read = db.read(async |tx| facts_on(tx, day).await).await;
        everybody = read.expect("everybody");
    })
    .await;
    assert_eq!(everybody.len(), people);
    let posts: usize = everybody.iter().map(|it| it.posts.len()).sum();
    let some = everybody[people / 2].staff.clone();
    let one = median(async || {
        let read = db.read(async |tx| facts_of(tx, &some, day).await).await;
        assert!(read.expect("one person").is_some());
    })
    .await;
    println!(
        "{people} people with {posts} posts of {} that began by the day: everybody {:.1} ms, one {:.3} ms",
        people * POSTS,
        all.as_secs_f64() * 1e3,
        one.as_secs_f64() * 1e3
    );
}

async fn median(mut work: impl AsyncFnMut()) -> Duration {
    let mut times: Vec<Duration> = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        work().await;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    times[ROUNDS / 2]
}

async fn bring(db: &Db, text: String) {
    let now = "2026-04-01T00:00:00Z".parse().expect("a moment");
    let source = Source::Bytes {
        name: "file.csv".into(),
        bytes: text.into_bytes().into(),
    };
    let report = import_file(db, &[], now, &source, false, None)
        .await
        .expect("the file is read");
    assert!(report.is_fine(), "{:?}", report.findings.iter().next());
}

const UNITS: usize = 600;
const POSTS: usize = 5;

fn units() -> String {
    let unit = |it| format!("{it:06},第{it}課,課,,2000-04-01\n");
    let rows: String = (0..UNITS).map(unit).collect();
    format!("組織コード,組織名,階層,上位組織コード,開始日\n{rows}")
}

fn staff(people: usize) -> String {
    let families = ["事務", "土木", "建築", "保健師", "保育士", "消防"];
    let rows: String = (1..=people)
        .map(|it| {
            let (year, family) = (1966 + it % 30, families[it % 6]);
            format!(
                "{it:07},職員　{it},ショクイン,{year}-06-15,常勤,{}-04-01,{family}\n",
                year + 22
            )
        })
        .collect();
    format!("職員番号,氏名,フリガナ,生年月日,任用区分,採用日,職種\n{rows}")
}

/// One after the other, from 2018 at the earliest; the last of them goes on.
fn posts(people: usize) -> String {
    let names = ["主事", "主任", "主査", "班長", "課長補佐"];
    let mut file = String::from("職員番号,組織コード,職名,級,所属長,発令日\n");
    for it in 1..=people {
        for post in 0..POSTS {
            let unit = (it * 7 + post * 31) % UNITS;
            let (grade, is_head) = (1 + (it + post) / 3 % 5, u8::from(it % 10 == 0));
            let year = 2018 + 2 * post;
            file += &format!(
                "{it:07},{unit:06},{},{grade},{is_head},{year}-04-01\n",
                names[grade - 1]
            );
        }
    }
    file
}
