//! Since when somebody has had a post, a grade, a unit to head: from all their posts up to a day. Pure.
use base::{Date, UnitCode};

use super::{Facts, GradeFacts, PostFacts};
use crate::{model::AssignmentKind, titles::Titles};

/// A post that began by the day; on loan from the row.
pub(crate) struct PostRead<'a> {
    pub(crate) staff: &'a str,
    pub(crate) kind: AssignmentKind,
    pub(crate) unit: &'a str,
    pub(crate) post: &'a str,
    pub(crate) grade: i64,
    pub(crate) is_head: bool,
    pub(crate) starts_on: Date,
    pub(crate) ends_on: Date,
}

/// The posts of the person at hand, who comes after the one before.
pub(super) struct Tenure {
    day: Date,
    /// By first day.
    posts: Vec<Past>,
    titles: Titles,
}

struct Past {
    kind: AssignmentKind,
    /// The place among the titles.
    title: u32,
    grade: i64,
    is_head: bool,
    starts_on: Date,
    ends_on: Date,
    /// Of posts held on the day only.
    unit: Option<UnitCode>,
}

impl Past {
    fn is_main(&self) -> bool {
        self.kind == AssignmentKind::Main
    }
}

impl Tenure {
    pub(super) fn new(day: Date) -> Self {
        Self {
            day,
            posts: Vec::new(),
            titles: Titles::default(),
        }
    }

    /// The next post in time of the person at hand. It has begun by the day.
    pub(super) fn add(&mut self, it: &PostRead<'_>) {
        self.posts.push(Past {
            kind: it.kind,
            title: self.titles.enter(it.post),
            grade: it.grade,
            is_head: it.is_head,
            starts_on: it.starts_on,
            ends_on: it.ends_on,
            unit: (self.day < it.ends_on).then(|| UnitCode(it.unit.to_owned())),
        });
    }

    /// Tells the person what follows from the posts, and is ready for the next person.
    pub(super) fn tell(&mut self, person: &mut Facts) {
        person.grade = self.grade(person.hired_on);
        let held = self
            .posts
            .iter()
            .filter_map(|it| Some((it, it.unit.as_ref()?)));
        person.posts = held
            .map(|(it, unit)| PostFacts {
                unit: unit.clone(),
                post: self.titles.get(it.title).to_owned(),
                grade: it.grade,
                is_main: it.is_main(),
                since: self.since(|other| other.title == it.title, it.starts_on),
                headed_since: it
                    .is_head
                    .then(|| self.since(|other| other.is_head, it.starts_on)),
            })
            .collect();
        person.posts.sort_by_key(|it| !it.is_main);
        self.posts.clear();
    }

    /// The first day of the posts like this that lead to the day without a break; one like it began on `begun_on` and lasts.
    fn since(&self, is_like: impl Fn(&Past) -> bool, begun_on: Date) -> Date {
        let mut run: Option<(Date, Date)> = None;
        for it in self.posts.iter().filter(|it| is_like(it)) {
            run = match run {
                Some((from, until)) if it.starts_on <= until => Some((from, until.max(it.ends_on))),
                _ => Some((it.starts_on, it.ends_on)),
            };
        }
        run.map_or(begun_on, |it| it.0)
    }

    fn grade(&self, hired_on: Date) -> Option<GradeFacts> {
        let mut run: Option<(&Past, GradeFacts)> = None;
        for it in self.posts.iter().filter(|it| it.is_main()) {
            let grade = match run {
                Some((last, grade)) if last.grade == it.grade && last.ends_on == it.starts_on => {
                    grade
                }
                Some((last, _)) => GradeFacts {
                    grade: it.grade,
                    since: Some(it.starts_on),
                    is_promotion: 0 < last.grade && last.grade < it.grade,
                },
                None => GradeFacts {
                    grade: it.grade,
                    since: Some(it.starts_on).filter(|it| *it <= hired_on),
                    is_promotion: false,
                },
            };
            run = Some((it, grade));
        }
        let (last, grade) = run?;
        (self.day < last.ends_on && 0 < grade.grade).then_some(grade)
    }
}
