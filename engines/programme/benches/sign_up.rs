//! `cargo xtask bench sign_up [DATABASE]`: sign-up opens, and 3,000 people want 300 seats in one minute.
//!
//! Fifty come each second, whether those before them are through or not. Prints how long one waits for the answer; then looks
//! whether exactly 300 sit, nobody is lost and who sits asked before who waits. A new SQLite file without arguments.
use std::time::{Duration, Instant as Ticks};

use base::{FiscalYear, Instant, StaffId, UnitCode, date};
use db::{Db, Location};
use programme::{
    enrol::{self, Deed, Newcomer},
    hold,
    model::{
        Admission, Clock, Course, CourseContent, CourseId, Run, RunContent, RunId, RunState,
        Session, SessionContent, SessionId, SessionKind, Way,
    },
    seats::State,
    store,
};

const PEOPLE: u32 = 3_000;
const SEATS: i64 = 300;
const MINUTE: Duration = Duration::from_secs(60);

fn main() {
    let url = std::env::args().skip(1).find(|it| !it.starts_with("--"));
    let folder = std::env::temp_dir().join(format!("sign-up-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the file");
    let url = url.map_or_else(
        || format!("sqlite:{}", folder.join("city.db").display()),
        |url| format!("{url}?schema=bench_sign_up_{}", std::process::id()),
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(measure(&url));
    std::fs::remove_dir_all(&folder).expect("our own folder");
}

async fn measure(url: &str) {
    let db = Db::open(&Location::parse(url).expect("a database"))
        .await
        .expect("the database opens");
    db.migrate(&gate::migrations(&[&gate::CAPABILITY, &programme::ENGINE]))
        .await
        .expect("an empty database");
    let (run, session) = open_run(&db).await;
    let began = Ticks::now();
    let comers = (0..PEOPLE).map(|it| {
        let (db, run, session) = (db.clone(), run.clone(), session.clone());
        tokio::spawn(async move {
            let comes = MINUTE * it / PEOPLE;
            tokio::time::sleep_until((began + comes).into()).await;
            let asked = Ticks::now();
            let state = sign_up(&db, &run, &session, it).await;
            (asked.elapsed(), state)
        })
    });
    let mut waits = Vec::new();
    let mut has_seat = Vec::new();
    for comer in comers.collect::<Vec<_>>() {
        let (wait, state) = comer.await.expect("nobody is lost");
        waits.push(wait);
        has_seat.push(state == State::Confirmed);
    }
    let seated = has_seat.iter().filter(|it| **it).count() as i64;
    // In the order in which they asked: whoever asked in the same moment may be let in before their neighbour.
    let first_to_wait = has_seat.iter().position(|it| !it);
    let overtaken = has_seat.iter().rposition(|it| *it) > first_to_wait;
    waits.sort_unstable();
    let at = |percent: usize| waits[(waits.len() * percent / 100).min(waits.len() - 1)];
    println!(
        "{PEOPLE} people for {SEATS} seats in {:.1} s: median {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        began.elapsed().as_secs_f64(),
        at(50).as_secs_f64() * 1e3,
        at(99).as_secs_f64() * 1e3,
        at(100).as_secs_f64() * 1e3,
    );
    let line = db
        .read(async |tx| store::waiting(tx, &run).await)
        .await
        .expect("the line");
    assert_eq!(seated, SEATS, "exactly the seats are given");
    assert_eq!(line.len() as i64, i64::from(PEOPLE) - SEATS);
    println!(
        "exactly {seated} sit, {} wait; {}",
        line.len(),
        match overtaken {
            true => "neighbours in time changed places at the last seat",
            false => "everybody who sits asked before everybody who waits",
        }
    );
}

async fn sign_up(db: &Db, run: &RunId, session: &SessionId, it: u32) -> State {
    let opening: Instant = "2026-06-01T00:00:00Z".parse().expect("a moment");
    let newcomer = Newcomer {
        staff: StaffId(format!("person{it:04}")),
        unit: UnitCode("100101".into()),
        way: Way::Applied,
        picks: vec![session.clone()],
    };
    let deed = Deed {
        by: Some(&newcomer.staff),
        now: opening + MINUTE * it / PEOPLE,
    };
    db.write_alone(&Run::turn(run), async |tx| {
        enrol::enter(tx, deed, run, &newcomer).await
    })
    .await
    .expect("everybody is let in or waits")
    .pop()
    .expect("what became of the newcomer")
    .state
}

async fn open_run(db: &Db) -> (RunId, SessionId) {
    let course = Course {
        id: CourseId::fresh(),
        code: "K-1".into(),
        offered_by: "learning".into(),
        withdrawn_on: None,
        withdrawn_because: String::new(),
        version: 1,
        content: CourseContent {
            title: "研修".into(),
            aim: String::new(),
            content: String::new(),
            measure_key: String::new(),
            category: "研修".into(),
            minutes: 180,
            mandatory_for: None,
            open_to: None,
            valid_years: None,
            needs_consent: false,
            least_attendance: 80,
        },
    };
    let run = Run {
        id: RunId::fresh(),
        course: course.id.clone(),
        course_version: 1,
        year: FiscalYear::of(date(2026, 6, 1)),
        number: 1,
        state: RunState::Draft,
        content: RunContent {
            opens_on: date(2026, 6, 1),
            closes_on: date(2026, 6, 30),
            admission: Admission::InOrder,
            lecturer: String::new(),
            partner: String::new(),
            budget_yen: None,
            spent_yen: None,
        },
        because: String::new(),
        version: 1,
    };
    let session = Session {
        id: SessionId::fresh(),
        run: run.id.clone(),
        part: 1,
        content: SessionContent {
            kind: SessionKind::Room,
            held_on: date(2026, 7, 15),
            starts_at: Clock::new(9, 0).expect("a time"),
            ends_at: Clock::new(12, 0).expect("a time"),
            place: String::new(),
            lecturer: String::new(),
            capacity: SEATS,
        },
        version: 1,
    };
    db.write(async |tx| {
        let now = "2026-05-01T00:00:00Z".parse().map_err(web::Error::fault)?;
        store::add_course(tx, &course, now, &StaffId("clerk".into())).await?;
        store::add_run(tx, &run).await?;
        hold::add_session(tx, &session).await?;
        hold::announce(tx, &run.id).await
    })
    .await
    .expect("a run");
    (run.id, session.id)
}
