//! Stories of runs, on both databases.
mod holding;
mod race;
mod seats;

use base::{Date, FiscalYear, Instant, StaffId, UnitCode, date};
use db::Db;
use web::Result;

use crate::{
    enrol::{self, Became, Deed, Newcomer},
    hold,
    model::{
        Admission, Clock, Course, CourseContent, CourseId, Run, RunContent, RunId, RunState,
        Session, SessionContent, SessionId, SessionKind, Way,
    },
    seats::State,
    store, swap,
};

/// The first day of June, a Monday, at nine; minutes later as they are asked for.
fn minute(minutes: i64) -> Instant {
    let nine: Instant = "2026-06-01T00:00:00Z".parse().unwrap();
    nine + std::time::Duration::from_secs(minutes.unsigned_abs() * 60)
}

fn on(day: Date) -> Instant {
    base::CITY_OFFSET.to_timestamp(day.at(9, 0, 0, 0)).unwrap()
}

fn staff(name: &str) -> StaffId {
    StaffId(name.to_owned())
}

/// A run in a database of its own. Applications are open from 1 to 30 June; the sessions are in July.
struct Hall {
    db: Db,
    run: RunId,
    sessions: Vec<SessionId>,
}

/// How a hall is to be.
struct Wish {
    needs_consent: bool,
    admission: Admission,
    /// Part, day of July, capacity.
    sessions: Vec<(i64, i8, i64)>,
}

impl Wish {
    fn seats(capacity: i64) -> Self {
        Self {
            needs_consent: false,
            admission: Admission::InOrder,
            sessions: vec![(1, 15, capacity)],
        }
    }

    async fn build(self) -> Hall {
        let db = Db::scratch().await.unwrap();
        db.migrate(&gate::migrations(&[&gate::CAPABILITY, &crate::ENGINE]))
            .await
            .unwrap();
        self.build_in(db, "K-01").await
    }

    async fn build_in(self, db: Db, code: &str) -> Hall {
        let course = Course {
            id: CourseId::fresh(),
            code: code.to_owned(),
            offered_by: "learning".into(),
            withdrawn_on: None,
            withdrawn_because: String::new(),
            version: 1,
            content: CourseContent {
                title: format!("研修{code}"),
                aim: String::new(),
                content: String::new(),
                measure_key: "2-2-1".into(),
                category: "階層別研修".into(),
                minutes: 180,
                mandatory_for: None,
                open_to: None,
                valid_years: Some(1),
                needs_consent: self.needs_consent,
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
                admission: self.admission,
                lecturer: String::new(),
                partner: String::new(),
                budget_yen: None,
                spent_yen: None,
            },
            because: String::new(),
            version: 1,
        };
        let sessions: Vec<Session> = self
            .sessions
            .iter()
            .map(|(part, day, capacity)| Session {
                id: SessionId::fresh(),
                run: run.id.clone(),
                part: *part,
                content: SessionContent {
                    kind: SessionKind::Room,
                    held_on: date(2026, 7, *day),
                    starts_at: Clock::read("9:00").unwrap(),
                    ends_at: Clock::read("12:00").unwrap(),
                    place: String::new(),
                    lecturer: String::new(),
                    capacity: *capacity,
                },
                version: 1,
            })
            .collect();
        db.write(async |tx| {
            let clerk = staff("clerk");
            assert!(store::add_course(tx, &course, minute(0), &clerk).await?);
            assert!(store::add_run(tx, &run).await?);
            for it in &sessions {
                hold::add_session(tx, it).await?;
            }
            hold::announce(tx, &run.id).await
        })
        .await
        .unwrap();
        Hall {
            db,
            run: run.id,
            sessions: sessions.into_iter().map(|it| it.id).collect(),
        }
    }
}

impl Hall {
    /// Does something to the seats, in turn.
    async fn take<T, F>(&self, work: F) -> Result<T>
    where
        F: for<'t> db::Work<'t, T, web::Error>,
    {
        self.db.write_alone(&Run::turn(&self.run), work).await
    }

    async fn enter_by(&self, name: &str, way: Way, at: Instant, picks: &[usize]) -> Result<Became> {
        let newcomer = Newcomer {
            staff: staff(name),
            unit: UnitCode("100101".into()),
            way,
            picks: picks.iter().map(|it| self.sessions[*it].clone()).collect(),
        };
        let deed = Deed {
            by: Some(&newcomer.staff),
            now: at,
        };
        let told = self
            .take(async |tx| enrol::enter(tx, deed, &self.run, &newcomer).await)
            .await;
        told.map(|mut it| it.pop().expect("what became of the newcomer"))
    }

    /// Applies for the first session.
    async fn apply(&self, name: &str, at: i64) -> Result<Became> {
        self.enter_by(name, Way::Applied, minute(at), &[0]).await
    }

    async fn state_of(&self, name: &str) -> Option<State> {
        let staff = staff(name);
        let found = self
            .db
            .read(async |tx| store::enrolments_of(tx, &staff).await)
            .await
            .unwrap();
        let of_run = found.into_iter().find(|it| it.run == self.run);
        of_run.map(|it| it.state)
    }

    /// Who holds a seat may never be more than the seats, and nobody who could sit may wait.
    async fn check(&self) {
        let (rooms, line) = self
            .db
            .read(async |tx| {
                let rooms = store::rooms(tx, &self.run).await?;
                db::Result::Ok((rooms, store::waiting(tx, &self.run).await?))
            })
            .await
            .unwrap();
        for it in &rooms {
            assert!(it.held <= it.capacity, "{it:?}");
        }
        for it in &line {
            assert!(!crate::seats::has_room(&rooms, &it.picks), "{it:?}");
        }
    }
}

/// The sentence of a refusal.
#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome {
        Err(web::Error::Refused(refusal)) => refusal.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}
