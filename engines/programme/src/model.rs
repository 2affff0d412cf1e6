//! The nouns of a programme: course, run, session, enrolment.
use base::{Date, FiscalYear, Instant, StaffId, UnitCode};

base::id!(CourseId);
base::id!(RunId);
base::id!(SessionId);
base::id!(EnrolmentId);

db::words! {
    /// How the seats of a run are given.
    Admission, "programme-admission-" {
        /// Whoever comes first, until they run out.
        InOrder = "in_order",
        /// Nobody before the last day of applying; then by priority.
        AfterClosing = "after_closing",
    }
}

db::words! {
    /// How far a run has come.
    RunState, "programme-runstate-" {
        /// Only those who prepare it see it.
        Draft = "draft",
        Announced = "announced",
        /// Over, with everybody's completion written.
        Closed = "closed",
        Withdrawn = "withdrawn",
    }
}

db::words! {
    /// Where a session is held.
    SessionKind, "programme-sessionkind-" { Room = "room", Remote = "remote" }
}

db::words! {
    /// How a person came into a run.
    Way, "programme-way-" {
        /// By the list of those for whom the course is a duty.
        Assigned = "assigned",
        /// By the head of their unit.
        Nominated = "nominated",
        /// By themselves.
        Applied = "applied",
        /// By those who hold the course.
        Invited = "invited",
    }
}

db::words! {
    /// Whether somebody was there.
    Presence, "programme-presence-" { Present = "present", AbsentTold = "absent_told", Absent = "absent" }
}

/// A course as it stands in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    pub id: CourseId,
    /// The city's own code, one for life.
    pub code: String,
    /// The capability that offers it.
    pub offered_by: String,
    /// The first day on which it is no longer offered.
    pub withdrawn_on: Option<Date>,
    pub withdrawn_because: String,
    pub version: i64,
    pub content: CourseContent,
}

impl Course {
    pub fn is_offered_on(&self, day: Date) -> bool {
        self.withdrawn_on.is_none_or(|it| day < it)
    }
}

/// What is said of a course, and may change from year to year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseContent {
    pub title: String,
    pub aim: String,
    pub content: String,
    /// The listing of the plan that it serves: `2-2-1`; empty when it serves none.
    pub measure_key: String,
    /// The heading under which the catalogue shows it: 階層別研修.
    pub category: String,
    /// How long all its parts are together.
    pub minutes: i64,
    /// For whom it is a duty; `None` is nobody.
    pub mandatory_for: Option<crate::audience::Audience>,
    /// Who else may apply; `None` is nobody.
    pub open_to: Option<crate::audience::Audience>,
    /// For so many fiscal years a completion holds, the year of the completion counted; `None` is for good.
    pub valid_years: Option<i64>,
    /// The head of the unit consents before somebody who applies gets a seat.
    pub needs_consent: bool,
    /// Percent of the minutes that must be attended, 0 to 100.
    pub least_attendance: i64,
}

/// One offering of a course in a fiscal year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub id: RunId,
    pub course: CourseId,
    pub course_version: i64,
    pub year: FiscalYear,
    /// 第1回 is 1.
    pub number: i64,
    pub state: RunState,
    pub content: RunContent,
    /// Why it was withdrawn.
    pub because: String,
    pub version: i64,
}

impl Run {
    /// Under which all that touches its seats passes one after the other: see `db::Db::write_alone`.
    pub fn turn(id: &RunId) -> String {
        format!("programme_run {id}")
    }
}

/// What is said of a run, and may change until it is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunContent {
    pub opens_on: Date,
    /// The last day on which one may apply.
    pub closes_on: Date,
    pub admission: Admission,
    pub lecturer: String,
    pub partner: String,
    pub budget_yen: Option<i64>,
    pub spent_yen: Option<i64>,
}

/// A dated part of a run. Sessions of one part are alternatives: whoever has a seat has it in one of each part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub run: RunId,
    /// From 1.
    pub part: i64,
    pub content: SessionContent,
    /// Raised with every move.
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionContent {
    pub kind: SessionKind,
    pub held_on: Date,
    pub starts_at: Clock,
    pub ends_at: Clock,
    /// The room, or the address of the meeting.
    pub place: String,
    pub lecturer: String,
    pub capacity: i64,
}

impl SessionContent {
    pub fn minutes(&self) -> i64 {
        self.ends_at.minutes() - self.starts_at.minutes()
    }

    /// Whether nobody can be at both: on the same day at the same time. One may begin when the other ends.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.held_on == other.held_on
            && self.starts_at < other.ends_at
            && other.starts_at < self.ends_at
    }
}

/// A time of day on the city's clocks, to the minute; as text `09:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(i16);

impl Clock {
    /// `None` outside a day, 00:00 to 23:59.
    pub fn new(hour: i16, minute: i16) -> Option<Self> {
        let is_one = (0..24).contains(&hour) && (0..60).contains(&minute);
        is_one.then_some(Self(hour * 60 + minute))
    }

    /// Since midnight.
    pub fn minutes(self) -> i64 {
        self.0.into()
    }

    /// Reads 9:30, 09:30, 930, 0930 and ９時３０分.
    pub fn read(text: &str) -> Option<Self> {
        let text = base::ascii_digits(text.trim());
        let text = text.trim_end_matches('分').replace(['時', '：'], ":");
        let is_number = |it: &str| it.chars().all(|it| it.is_ascii_digit()) && it.len() <= 2;
        let (hour, minute) = match text.split_once(':') {
            Some((hour, "")) => (hour, "0"),
            Some(both) => both,
            None if (3..=4).contains(&text.len()) => text.split_at_checked(text.len() - 2)?,
            None => return None,
        };
        if hour.is_empty() || !is_number(hour) || !is_number(minute) {
            return None;
        }
        Self::new(hour.parse().ok()?, minute.parse().ok()?)
    }
}

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl db::FromCell for Clock {
    fn from_cell(cell: db::Cell<'_>) -> Option<Self> {
        Self::read(cell.text()?)
    }
}

impl From<Clock> for db::Value {
    fn from(it: Clock) -> Self {
        it.to_string().into()
    }
}

/// A person's place in a run, from the wish to the completion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    pub id: EnrolmentId,
    pub run: RunId,
    pub staff: StaffId,
    /// The unit in which the person was when they came in: its head nominates and consents.
    pub unit: UnitCode,
    pub way: Way,
    pub state: crate::seats::State,
    /// Smaller comes first.
    pub priority: i64,
    pub asked_at: Instant,
    pub has_consent: bool,
    /// The last day on which an offered seat may be taken.
    pub offered_until: Option<Date>,
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(starts_at: &str, ends_at: &str) -> SessionContent {
        SessionContent {
            kind: SessionKind::Room,
            held_on: base::date(2026, 6, 1),
            starts_at: Clock::read(starts_at).unwrap(),
            ends_at: Clock::read(ends_at).unwrap(),
            place: "研修室".into(),
            lecturer: String::new(),
            capacity: 30,
        }
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for text in [
            "9:30",
            "09:30",
            "930",
            "0930",
            "９：３０",
            "9時30分",
            " 9:30 ",
        ] {
            assert_eq!(
                Clock::read(text).map(|it| it.to_string()),
                Some("09:30".into()),
                "{text}"
            );
        }
        assert_eq!(Clock::read("9時").map(Clock::minutes), Some(540));
        for text in ["", "24:00", "9:60", "9", "nine", "-1:30", "9:3:0", "+9:30"] {
            assert_eq!(Clock::read(text), None, "{text}");
        }
    }

    #[test]
    fn one_session_may_begin_when_another_ends() {
        let morning = session("9:00", "12:00");
        assert!(!morning.overlaps(&session("12:00", "13:00")));
        assert!(!session("8:00", "9:00").overlaps(&morning));
        assert!(morning.overlaps(&session("11:59", "13:00")));
        assert!(morning.overlaps(&session("10:00", "11:00")));
        let other_day = SessionContent {
            held_on: base::date(2026, 6, 2),
            ..morning.clone()
        };
        assert!(!morning.overlaps(&other_day));
        assert_eq!(morning.minutes(), 180);
    }
}
