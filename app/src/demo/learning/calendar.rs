//! When and where the runs are held: no room and no lecturer twice at a time.
use base::{Date, FiscalYear, date, next_working_day, working_day_on_or_after};
use jiff::ToSpan;
use programme::model::{
    Admission, Clock, Run, RunContent, RunId, RunState, Session, SessionContent, SessionId,
    SessionKind,
};

use super::{
    super::city::DEMO_DAY,
    catalogue::{Entry, Shape},
};

/// Whatever was over by then is closed; what came later has still to be noted.
const CLOSED_UNTIL: Date = date(2026, 11, 13);
/// What is held later is still in preparation.
const ANNOUNCED_UNTIL: Date = date(2027, 1, 31);
const ROOMS: [(&str, i64); 9] = [
    ("研修センター 第１研修室", 40),
    ("研修センター 第２研修室", 40),
    ("研修センター 第３研修室", 30),
    ("研修センター 大研修室", 80),
    ("市役所 ８０１会議室", 36),
    ("市役所 ８０２会議室", 24),
    ("市民会館 会議室", 48),
    ("港湾会館 講堂", 60),
    ("図書館 集会室", 30),
];
const REMOTE_SEATS: i64 = 150;
const FAMILIES: [&str; 12] = [
    "鷺沢",
    "瀬川",
    "浜名",
    "小此木",
    "立花",
    "三枝",
    "磯部",
    "柚木",
    "榎",
    "倉橋",
    "望月",
    "風間",
];
const HOUSES: [&str; 11] = [
    "汐見人材研究所",
    "潮風大学",
    "湾岸経営塾",
    "市職員研修講師会",
    "みなと法律事務所",
    "汐見商工会",
    "地域政策機構",
    "産業保健協会",
    "対話工房なぎさ",
    "情報技術支援会",
    "人材育成課",
];

/// A run as it is to stand on the demo's day.
#[derive(Clone)]
pub(super) struct Planned {
    /// Place of its course.
    pub(super) entry: usize,
    pub(super) run: Run,
    pub(super) sessions: Vec<Session>,
    pub(super) fate: RunState,
}

impl Planned {
    pub(super) fn first_day(&self) -> Date {
        let days = self.sessions.iter().map(|it| it.content.held_on);
        days.min().unwrap_or(DEMO_DAY)
    }

    pub(super) fn last_day(&self) -> Date {
        let days = self.sessions.iter().map(|it| it.content.held_on);
        days.max().unwrap_or(DEMO_DAY)
    }
}

pub(super) fn runs(entries: &[Entry]) -> Vec<Planned> {
    let count = entries.len();
    let mut wanted = Vec::new();
    for at in 0..count {
        let spread = |by: usize, from: Date| later(from, (at * by) % count * 280 / count);
        wanted.push((at, 1, spread(37, date(2025, 5, 12))));
        let mut days = vec![spread(79, date(2026, 5, 11))];
        if at % 2 == 0 {
            days.push(spread(71, date(2026, 5, 18)));
        }
        days.sort();
        for (number, day) in (1..).zip(days) {
            wanted.push((at, number, day));
        }
    }
    let mut taken = Vec::new();
    let mut planned = Vec::new();
    for (nth, (at, number, day)) in wanted.into_iter().enumerate() {
        planned.extend(plan(&entries[at], at, number, day, nth, &mut taken));
    }
    planned
}

fn later(day: Date, days: usize) -> Date {
    day.saturating_add(i64::try_from(days).unwrap_or(0).days())
}

/// `None` when the year has no place left for it.
fn plan(
    entry: &Entry,
    at: usize,
    number: i64,
    wanted: Date,
    nth: usize,
    taken: &mut Vec<SessionContent>,
) -> Option<Planned> {
    let id = RunId::fresh();
    let year = FiscalYear::of(wanted);
    let lecturer = format!(
        "{}（{}）",
        FAMILIES[at % FAMILIES.len()],
        HOUSES[at % HOUSES.len()]
    );
    let mut sessions = Vec::new();
    for part in 1..=entry.shape.parts() {
        let from = if part == 1 { wanted } else { later(wanted, 42) };
        let content = place(entry, at, number, from, &lecturer, nth, taken)?;
        if content.held_on > year.last_day() {
            return None;
        }
        sessions.push(Session {
            id: SessionId::fresh(),
            run: id.clone(),
            part,
            content,
            version: 1,
        });
    }
    taken.extend(sessions.iter().map(|it| it.content.clone()));
    let first = sessions.first()?.content.held_on;
    let last = sessions.last()?.content.held_on;
    let fate = match () {
        () if nth % 61 == 17 => RunState::Withdrawn,
        () if last <= CLOSED_UNTIL => RunState::Closed,
        () if first <= ANNOUNCED_UNTIL => RunState::Announced,
        () => RunState::Draft,
    };
    let is_late = first > DEMO_DAY && nth.is_multiple_of(5);
    let budget: i64 = 20_000 + 15_000 * (entry.course.content.minutes / 60);
    let run = Run {
        id,
        course: entry.course.id.clone(),
        course_version: 1,
        year,
        number,
        state: RunState::Draft,
        content: RunContent {
            opens_on: first.saturating_sub(60.days()),
            closes_on: first.saturating_sub(10.days()),
            admission: match is_late && !entry.is_duty() && !entry.is_popular {
                true => Admission::AfterClosing,
                false => Admission::InOrder,
            },
            lecturer,
            partner: String::new(),
            budget_yen: Some(budget),
            spent_yen: (fate == RunState::Closed).then_some(budget - budget / 20),
        },
        because: String::new(),
        version: 1,
    };
    Some(Planned {
        entry: at,
        run,
        sessions,
        fate,
    })
}

/// The first free room on or after a day.
fn place(
    entry: &Entry,
    at: usize,
    number: i64,
    from: Date,
    lecturer: &str,
    nth: usize,
    taken: &[SessionContent],
) -> Option<SessionContent> {
    let mut day = working_day_on_or_after(from);
    for _ in 0..30 {
        for (starts_at, ends_at) in entry.shape.slots() {
            for shift in 0..ROOMS.len() {
                let (room, seats) = ROOMS[(nth + shift) % ROOMS.len()];
                let is_remote = entry.shape == Shape::Remote;
                let content = SessionContent {
                    kind: match is_remote {
                        true => SessionKind::Remote,
                        false => SessionKind::Room,
                    },
                    held_on: day,
                    starts_at: Clock::read(starts_at)?,
                    ends_at: Clock::read(ends_at)?,
                    place: match is_remote {
                        true => format!("https://kenshu.example.jp/k-{}-{number}", 101 + at),
                        false => room.to_owned(),
                    },
                    lecturer: lecturer.to_owned(),
                    capacity: if is_remote { REMOTE_SEATS } else { seats },
                };
                let is_taken = taken.iter().any(|other| {
                    other.overlaps(&content)
                        && (other.place == content.place || other.lecturer == content.lecturer)
                });
                if !is_taken {
                    return Some(content);
                }
            }
        }
        day = next_working_day(day);
    }
    None
}
