//! The courses, from the demo's file: heading, measure, shape, for whom, marks, title, aim and content.
use base::{Date, FiscalYear};
use programme::{
    audience::{Alternative, Audience, Condition, Posts, Range, Test},
    model::{Course, CourseContent, CourseId},
};

const FILE: &str = include_str!("../../../demo/courses.txt");

/// How a run of a course is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    HalfDay,
    Day,
    /// Some weeks of practice lie between.
    TwoDays,
    Evening,
    Remote,
}

impl Shape {
    pub(super) fn parts(self) -> i64 {
        if self == Self::TwoDays { 2 } else { 1 }
    }

    /// The times of day at which a session of it may be held.
    pub(super) fn slots(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::HalfDay => &[("09:30", "12:30"), ("13:30", "16:30")],
            Self::Day | Self::TwoDays => &[("09:30", "16:30")],
            Self::Evening => &[("18:30", "20:00")],
            Self::Remote => &[("10:00", "11:00"), ("14:00", "15:00"), ("15:30", "16:30")],
        }
    }

    fn minutes(self) -> i64 {
        match self {
            Self::HalfDay => 180,
            Self::Day => 420,
            Self::TwoDays => 840,
            Self::Evening => 90,
            Self::Remote => 60,
        }
    }
}

/// For whom a course is: the few rules that the demo needs.
#[derive(Debug, Clone)]
pub(super) enum Meant {
    Everybody,
    Grade(u16, u16),
    Hired(u16, u16),
    NewPost(Vec<String>),
    NewHead,
    JobFamily(Vec<String>),
}

impl Meant {
    fn read(text: &str) -> Option<Self> {
        let mut letters = text.chars();
        let first = letters.next()?;
        let rest = letters.as_str();
        let list = || rest.split(',').map(str::to_owned).collect();
        let range = || {
            let (from, to) = rest.split_once('-')?;
            Some((from.parse().ok()?, to.parse().ok()?))
        };
        Some(match first {
            '全' => Self::Everybody,
            '首' => Self::NewHead,
            '新' => Self::NewPost(list()),
            '職' => Self::JobFamily(list()),
            '級' => range().map(|(from, to)| Self::Grade(from, to))?,
            '採' => range().map(|(from, to)| Self::Hired(from, to))?,
            _ => return None,
        })
    }

    fn audience(&self) -> Audience {
        let posts = Posts::Main;
        let that = match self.clone() {
            Self::Everybody => return Audience::everybody(),
            Self::Grade(from, to) => Test::Grade(Range::new(from, to)),
            Self::Hired(from, to) => Test::YearsHired(Range::new(from, to)),
            Self::NewPost(names) => Test::NewPost { names, posts },
            Self::NewHead => Test::NewlyHeads { posts },
            Self::JobFamily(names) => Test::JobFamily { names },
        };
        let all = vec![Condition { not: false, that }];
        Audience {
            any: vec![Alternative { all }],
        }
    }

    pub(super) fn includes(&self, it: &people::Facts, on: Date) -> bool {
        let year = FiscalYear::of(on);
        let main = it.posts.iter().find(|post| post.is_main);
        match self {
            Self::Everybody => true,
            Self::Grade(from, to) => it
                .grade
                .is_some_and(|it| (i64::from(*from)..=i64::from(*to)).contains(&it.grade)),
            Self::Hired(from, to) => {
                let years = year.year() - FiscalYear::of(it.hired_on).year() + 1;
                u16::try_from(years).is_ok_and(|years| (*from..=*to).contains(&years))
            }
            Self::NewPost(names) => {
                main.is_some_and(|it| names.contains(&it.post) && year.contains(it.since))
            }
            Self::NewHead => main
                .and_then(|it| it.headed_since)
                .is_some_and(|since| year.contains(since)),
            Self::JobFamily(names) => names.contains(&it.job_family),
        }
    }
}

pub(super) struct Entry {
    pub(super) course: Course,
    pub(super) shape: Shape,
    pub(super) meant: Meant,
    /// More want a seat than there are.
    pub(super) is_popular: bool,
}

impl Entry {
    pub(super) fn is_duty(&self) -> bool {
        self.course.content.mandatory_for.is_some()
    }
}

pub(super) fn catalogue() -> Vec<Entry> {
    let lines = FILE.lines().enumerate();
    lines
        .map(|(at, line)| entry(at, line).expect("the demo's courses can be read"))
        .collect()
}

fn entry(at: usize, line: &str) -> Option<Entry> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [category, measure, shape, meant, marks, title, aim, content] = cells.as_slice() else {
        return None;
    };
    let shape = match *shape {
        "半" => Shape::HalfDay,
        "日" => Shape::Day,
        "二" => Shape::TwoDays,
        "夜" => Shape::Evening,
        "遠" => Shape::Remote,
        _ => return None,
    };
    let meant = Meant::read(meant)?;
    let audience = Some(meant.audience());
    let is_duty = marks.contains('必');
    let (mandatory_for, open_to) = match is_duty {
        true => (audience, None),
        false => (None, audience),
    };
    let valid_years = match () {
        () if marks.contains('年') => Some(1),
        () if marks.contains('三') => Some(3),
        () => None,
    };
    let content = CourseContent {
        title: (*title).to_owned(),
        aim: format!("{aim}。"),
        content: format!("{content}。"),
        measure_key: (*measure).to_owned(),
        category: (*category).to_owned(),
        minutes: shape.minutes(),
        mandatory_for,
        open_to,
        valid_years,
        needs_consent: marks.contains('承'),
        least_attendance: 80,
    };
    Some(Entry {
        course: Course {
            id: CourseId::fresh(),
            code: format!("K-{}", 101 + at),
            offered_by: "learning".to_owned(),
            withdrawn_on: None,
            withdrawn_because: String::new(),
            version: 1,
            content,
        },
        shape,
        meant,
        is_popular: marks.contains('人'),
    })
}
